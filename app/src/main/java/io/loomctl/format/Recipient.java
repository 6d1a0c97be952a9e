package io.loomctl.format;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

/** The public key of somebody who may open a file: {@code age1…}. */
public record Recipient(String text) {

  private static final String PREFIX = "age1";

  /**
   * What one value of an option stands for: a key, or the path of a file with one key a line.
   *
   * @throws UsageException when it is neither, or a key of another kind
   */
  public static List<Recipient> read(String keyOrFile) {
    if (keyOrFile.startsWith(PREFIX) || isForeign(keyOrFile)) {
      return List.of(of(keyOrFile, Where.NOWHERE));
    }
    List<Recipient> recipients =
        KeyFile.read(
                keyOrFile,
                "recipients",
                "give a key (age1...), or the path of a file with one key a line")
            .lines()
            .stream()
            .map(line -> of(line.text(), line.where()))
            .toList();
    if (recipients.isEmpty()) {
      throw new UsageException(
          Problem.at(Where.file(keyOrFile), "there is no recipient in this file")
              .hint("write one key a line: age1..."));
    }
    return recipients;
  }

  private static Recipient of(String text, Where where) {
    if (KeyFile.isSecret(text)) {
      throw new UsageException(
          Problem.at(where, "this is a secret key, where a recipient's public key belongs")
              .hint("\"age-keygen -y FILE\" prints the public key (age1...) of a secret one"));
    } else if (isForeign(text)) {
      throw new UsageException(
          Problem.at(where, "\"" + shortened(text) + "\" is a key that loomctl cannot encrypt to")
              .hint("X25519 keys of age can be used: age1... and 58 more characters"));
    }
    Recipient recipient = new Recipient(text);
    try {
      // The curve has points that no secret can be shared with; encrypting finds them.
      recipient.writer().getRecipientStanzas(new FileKey());
      return recipient;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new UsageException(
          Problem.at(where, "\"" + shortened(text) + "\" is no recipient: a character is wrong")
              .hint("copy the key again: age1... and 58 more characters"),
          e);
    }
  }

  /** SSH keys, plugins' keys, keys of later versions of age, and secret keys. */
  private static boolean isForeign(String text) {
    return KeyFile.isSecret(text)
        || Stream.of("ssh-", "ecdsa-", "sk-").anyMatch(text::startsWith)
        || (text.startsWith(PREFIX) && text.indexOf('1', PREFIX.length()) >= 0);
  }

  private static String shortened(String text) {
    return text.length() <= 70 ? text : text.substring(0, 60) + "...";
  }

  RecipientStanzaWriter writer() throws GeneralSecurityException {
    return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text);
  }
}
