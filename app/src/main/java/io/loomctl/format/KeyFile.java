package io.loomctl.format;

import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file with one key a line, as the age program reads it: lines that begin with {@code #}, and
 * empty ones, do not count.
 */
record KeyFile(List<Line> lines) {

  /** A line that counts; it may be a secret, so it must not be shown. */
  record Line(Where where, String text) {

    @Override
    public String toString() {
      return where.toString();
    }
  }

  private static final int LARGEST = 1 << 20;

  /**
   * Reads the file.
   *
   * @param content what it should hold, for messages
   * @param hint what to do when there is no such file
   * @throws UsageException when it cannot be read, or is no text
   */
  static KeyFile read(String file, String content, String hint) {
    String text = new String(bytes(file, content, hint), StandardCharsets.UTF_8);
    if (Identities.begins(text.getBytes(StandardCharsets.UTF_8))) {
      throw new UsageException(
          Problem.at(Where.file(file), "this file is itself encrypted")
              .hint("decrypt it with \"age --decrypt\", and give the file that this writes"));
    }
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(new Line(Where.line(file, number), line));
      }
    }
    return new KeyFile(lines);
  }

  private static byte[] bytes(String file, String content, String hint) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new UsageException(
            Problem.at(Where.file(file), "this file is too large for a file of " + content));
      }
      return bytes;
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(
          Problem.at(Where.file(file), "cannot read the file of " + content + ": " + reason(e))
              .hint(hint),
          e);
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof NoSuchFileException
        ? "no such file"
        : failure instanceof AccessDeniedException
            ? "permission denied"
            : String.valueOf(failure.getMessage());
  }

  /** Whether a text begins as secret keys do, mistyped ones included. */
  static boolean isSecret(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    return upper.startsWith("AGE-SECRET-KEY-") || upper.startsWith("AGE-PLUGIN-");
  }
}
