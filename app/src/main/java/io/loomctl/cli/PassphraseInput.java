package io.loomctl.cli;

import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.format.Passphrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Gets a passphrase from the user, or from a program that the user trusts with it. */
final class PassphraseInput {

  /** Nobody's passphrase is longer; a descriptor that is not meant may lead to anything. */
  private static final int LONGEST = 4096;

  private PassphraseInput() {}

  /**
   * Reads it.
   *
   * @param twice whether to have it typed again, so that it is not mistyped
   */
  static Passphrase read(PassphraseOptions options, boolean twice) {
    return options.descriptor == null ? ask(twice) : read(options.descriptor);
  }

  @SuppressWarnings("SystemConsoleNull") // with the property below it is, whatever the JDK
  private static Passphrase ask(boolean twice) {
    // From JDK 22 on there may be a console that is no terminal and shows what is typed.
    System.setProperty("jdk.console", "java.base");
    java.io.Console terminal = System.console();
    if (terminal == null) {
      throw new UsageException(
          Problem.of("there is no terminal to ask for the passphrase on")
              .hint("use --passphrase-fd N, as in: --passphrase-fd 3 3<FILE"));
    }
    char[] typed = typed(terminal, "Passphrase: ");
    if (twice) {
      char[] again = typed(terminal, "The same passphrase again: ");
      boolean same = Arrays.equals(typed, again);
      Arrays.fill(again, '\0');
      if (!same) {
        throw new UsageException(Problem.of("the two passphrases are not the same"));
      }
    }
    return Passphrase.of(typed);
  }

  private static char[] typed(java.io.Console terminal, String prompt) {
    char[] typed = terminal.readPassword("%s", prompt);
    if (typed == null || typed.length == 0) {
      throw new UsageException(Problem.of("a passphrase cannot be empty"));
    }
    return typed;
  }

  private static Passphrase read(int descriptor) {
    String name = "file descriptor " + descriptor;
    try (InputStream in = Files.newInputStream(Path.of("/dev/fd/" + descriptor))) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw refused("what " + name + " holds is too long for a passphrase");
      }
      return Passphrase.of(oneLine(name, bytes));
    } catch (CharacterCodingException e) {
      throw refused("the passphrase in " + name + " is not in UTF-8");
    } catch (IOException e) {
      throw new UsageException(
          Problem.of("cannot read a passphrase from " + name)
              .hint("open it when you start loomctl, as in: --passphrase-fd 3 3<FILE"),
          e);
    }
  }

  private static char[] oneLine(String name, byte[] bytes) throws CharacterCodingException {
    CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    int length = text.length();
    length -= length > 0 && text.get(length - 1) == '\n' ? 1 : 0;
    length -= length < text.length() && length > 0 && text.get(length - 1) == '\r' ? 1 : 0;
    if (length == 0) {
      throw refused("there is no passphrase in " + name);
    }
    char[] line = new char[length];
    text.get(line);
    for (char each : line) {
      if (each < ' ') {
        throw refused("a passphrase is one line of text, which " + name + " does not hold");
      }
    }
    return line;
  }

  private static UsageException refused(String message) {
    return new UsageException(Problem.of(message));
  }
}
