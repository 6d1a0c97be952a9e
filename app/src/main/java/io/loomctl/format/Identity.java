package io.loomctl.format;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;

/** A secret key that files may be encrypted to. */
public final class Identity {

  private final RecipientStanzaReader reader;

  private Identity(RecipientStanzaReader reader) {
    this.reader = reader;
  }

  /**
   * Reads a file of secret keys, such as {@code age-keygen} writes.
   *
   * @throws UsageException naming the line, but never showing it
   */
  public static List<Identity> read(String file) {
    List<Identity> identities =
        KeyFile.read(file, "identities", "give the path of a file that age-keygen wrote")
            .lines()
            .stream()
            .map(Identity::of)
            .toList();
    if (identities.isEmpty()) {
      throw new UsageException(
          Problem.at(Where.file(file), "there is no secret key in this file")
              .hint("\"age-keygen -o FILE\" makes one"));
    }
    return identities;
  }

  private static Identity of(KeyFile.Line line) {
    String upper = line.text().toUpperCase(Locale.ROOT);
    if (upper.startsWith("-----BEGIN ")) {
      throw new UsageException(
          Problem.at(line.where(), "this is an SSH key, or a key in PEM form, not one of age")
              .hint("loomctl opens files with X25519 keys of age: AGE-SECRET-KEY-1..."));
    } else if (upper.startsWith("AGE-PLUGIN-") || upper.startsWith("AGE-SECRET-KEY-PQ-")) {
      throw new UsageException(
          Problem.at(line.where(), "this is a key of a kind that loomctl cannot use")
              .hint("loomctl opens files with X25519 keys of age: AGE-SECRET-KEY-1..."));
    }
    try {
      return new Identity(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line.text()));
    } catch (GeneralSecurityException | RuntimeException e) {
      // Without the cause: what it says quotes the key.
      throw new UsageException(
          Problem.at(line.where(), "this is no secret key: a character is wrong or missing")
              .hint("a secret key is AGE-SECRET-KEY-1 and 58 more characters; # begins a comment"));
    }
  }

  RecipientStanzaReader reader() {
    return reader;
  }

  @Override
  public String toString() {
    return "a secret key";
  }
}
