package io.loomctl.config;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file's bytes as text that YAML allows: UTF-8, printable, without a byte order mark. */
final class SourceText {

  private static final int MOST_BYTES = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private SourceText() {}

  static String read(Path file) {
    byte[] bytes = bytes(file);
    if (bytes.length > MOST_BYTES) {
      throw failure(Problem.at(Where.file(file), "is larger than 1 MB, too large for a config"));
    }
    String text = decoded(file, bytes);
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    refuseUnprintable(file, content);
    return content;
  }

  private static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw failure(Problem.at(Where.file(file), "is a folder, not a config file"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          Problem.at(Where.file(file), "there is no such file")
              .hint("run loomctl in the folder that holds config/loomctl.yaml, or pass --config"),
          e);
    } catch (AccessDeniedException e) {
      throw new ConfigException(
          Problem.at(Where.file(file), "may not be read by this user")
              .hint("check the file's permissions"),
          e);
    } catch (IOException e) {
      throw new ConfigException(
          Problem.at(Where.file(file), "cannot be read: " + e.getMessage()), e);
    }
  }

  private static String decoded(Path file, byte[] bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes), text, true);
    String decoded = text.flip().toString();
    if (result.isError()) {
      throw failure(
          Problem.at(endOf(file, decoded), "is not UTF-8 text from here on")
              .hint("save the file as UTF-8"));
    }
    return decoded;
  }

  private static void refuseUnprintable(Path file, String text) {
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (!isPrintable(character)) {
        throw failure(
            Problem.at(
                endOf(file, text.substring(0, at)),
                String.format("the character U+%04X is not allowed in YAML", character)));
      }
      at += Character.charCount(character);
    }
  }

  /** The production c-printable of YAML 1.1, section 5.1. */
  private static boolean isPrintable(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || character == 0x85
        || isBetween(0x20, character, 0x7E)
        || isBetween(0xA0, character, 0xD7FF)
        || isBetween(0xE000, character, 0xFEFE)
        || isBetween(0xFF00, character, 0xFFFD)
        || character >= 0x10000;
  }

  private static boolean isBetween(int lowest, int character, int highest) {
    return lowest <= character && character <= highest;
  }

  private static Where endOf(Path file, String before) {
    int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
    int start = before.lastIndexOf('\n') + 1;
    int column = 1 + before.codePointCount(start, before.length());
    return new Where(file.toString(), line, column, null);
  }

  private static ConfigException failure(Problem problem) {
    return new ConfigException(problem);
  }
}
