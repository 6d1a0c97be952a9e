package io.loomctl.format;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How a file is encrypted: to the holders of keys, or with a passphrase, in the format of age, <a
 * href="https://c2sp.org/age">c2sp.org/age</a>.
 */
public final class Encryption {

  /** What the names of encrypted files end with. */
  public static final String SUFFIX = ".age";

  /** A header is read into a buffer of 64 KB, and each takes 98 bytes of it. */
  private static final int MOST_RECIPIENTS = 500;

  private final List<RecipientStanzaWriter> stanzas;

  private Encryption(List<RecipientStanzaWriter> stanzas) {
    this.stanzas = stanzas;
  }

  /**
   * Lets each of them open the file.
   *
   * @throws UsageException when there are more than a file's header holds
   */
  public static Encryption to(List<Recipient> recipients) {
    LinkedHashSet<Recipient> different = new LinkedHashSet<>(recipients);
    if (different.isEmpty() || different.size() > MOST_RECIPIENTS) {
      throw new UsageException(
          Problem.of(
              "a file can be encrypted to 1 to %d recipients, not %d"
                  .formatted(MOST_RECIPIENTS, different.size())));
    }
    try {
      List<RecipientStanzaWriter> writers = new ArrayList<>();
      for (Recipient recipient : different) {
        writers.add(recipient.writer());
      }
      return new Encryption(writers);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a recipient that was not checked", e);
    }
  }

  /** Lets whoever knows the passphrase open the file. */
  public static Encryption with(Passphrase passphrase) {
    return with(passphrase, ScryptStanza.USUAL_WORK);
  }

  static Encryption with(Passphrase passphrase, int work) {
    return new Encryption(List.of(ScryptStanza.writer(passphrase, work)));
  }

  /**
   * Encrypts; closing the stream ends the encrypted data and closes what is below. Until then what
   * was written is no complete file.
   */
  OutputStream wrap(OutputStream out) throws IOException {
    try {
      return new EncryptedOutput(out, stanzas);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks a cipher that encryption needs", e);
    }
  }
}
