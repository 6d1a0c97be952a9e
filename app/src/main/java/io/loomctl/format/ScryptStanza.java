package io.loomctl.format;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.codec.CanonicalBase64;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.crypto.EncryptedFileKey;
import com.exceptionfactory.jagged.framework.crypto.FileKeyDecryptorFactory;
import com.exceptionfactory.jagged.framework.crypto.FileKeyEncryptorFactory;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * What a file's header says of its passphrase: the file key, encrypted with a key that scrypt
 * derives from the passphrase. Section "The scrypt recipient type" of the age specification, <a
 * href="https://c2sp.org/age">c2sp.org/age</a>.
 */
final class ScryptStanza implements RecipientStanza {

  static final String TYPE = "scrypt";

  /** The work that the age program takes: a second, and 256 MB. */
  static final int USUAL_WORK = 18;

  /** More than this is taken for an attempt to exhaust the machine: 1 GB. */
  static final int MOST_WORK = 20;

  static final String MORE_MEMORY =
      "give the JVM more, for example LOOMCTL_JAVA_OPTS=-Xmx2g, or use keys instead";

  private static final byte[] LABEL =
      "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_LENGTH = 16;
  private static final int BODY_LENGTH = 32;
  private static final int BLOCK_SIZE = 8;
  private static final int PARALLELISM = 1;
  private static final int KEY_LENGTH = 32;

  private final byte[] salt;
  private final int work;
  private final byte[] body;

  private ScryptStanza(byte[] salt, int work, byte[] body) {
    this.salt = salt;
    this.work = work;
    this.body = body;
  }

  /** Writes the stanza for one file. */
  static RecipientStanzaWriter writer(Passphrase passphrase, int work) {
    return fileKey -> {
      byte[] salt = new byte[SALT_LENGTH];
      new SecureRandom().nextBytes(salt);
      byte[] body =
          new FileKeyEncryptorFactory()
              .newFileKeyEncryptor()
              .getEncryptedFileKey(fileKey, newKey(passphrase, salt, work))
              .getEncoded();
      return List.of(new ScryptStanza(salt, work, body));
    };
  }

  private static CipherKey newKey(Passphrase passphrase, byte[] salt, int work) {
    try {
      return key(passphrase, salt, work);
    } catch (OutOfMemoryError e) {
      throw new UsageException(
          Problem.of("a passphrase takes %d MB of memory to work with".formatted(megabytes(work)))
              .hint(MORE_MEMORY));
    }
  }

  /** The memory that a passphrase takes. */
  static long megabytes(int work) {
    return (1L << work) >> 10;
  }

  /**
   * Takes a stanza apart.
   *
   * @throws GeneralSecurityException when it is none that the specification allows
   */
  static ScryptStanza of(RecipientStanza stanza) throws GeneralSecurityException {
    List<String> arguments = stanza.getArguments();
    if (arguments.size() != 2
        || !arguments.get(1).matches("[1-9][0-9]?")
        || stanza.getBody().length != BODY_LENGTH) {
      throw new GeneralSecurityException("malformed scrypt stanza");
    }
    byte[] salt =
        CanonicalBase64.getDecoder().decode(arguments.get(0).getBytes(StandardCharsets.US_ASCII));
    if (salt.length != SALT_LENGTH) {
      throw new GeneralSecurityException("scrypt salt of " + salt.length + " bytes");
    }
    return new ScryptStanza(salt, Integer.parseInt(arguments.get(1)), stanza.getBody());
  }

  /** The logarithm of scrypt's cost: one more takes twice the time and the memory. */
  int work() {
    return work;
  }

  CipherKey key(Passphrase passphrase) {
    return key(passphrase, salt, work);
  }

  /**
   * Decrypts the file key.
   *
   * @throws GeneralSecurityException when the key is another one
   */
  FileKey open(CipherKey key) throws GeneralSecurityException {
    return new FileKeyDecryptorFactory()
        .newFileKeyDecryptor()
        .getFileKey(new EncryptedFileKey(body), key);
  }

  private static CipherKey key(Passphrase passphrase, byte[] salt, int work) {
    byte[] labelled = new byte[LABEL.length + salt.length];
    System.arraycopy(LABEL, 0, labelled, 0, LABEL.length);
    System.arraycopy(salt, 0, labelled, LABEL.length, salt.length);
    return new CipherKey(
        SCrypt.generate(
            passphrase.utf8(), labelled, 1 << work, BLOCK_SIZE, PARALLELISM, KEY_LENGTH));
  }

  @Override
  public String getType() {
    return TYPE;
  }

  @Override
  public List<String> getArguments() {
    return List.of(CanonicalBase64.getEncoder().encodeToString(salt), Integer.toString(work));
  }

  @Override
  public byte[] getBody() {
    return body.clone();
  }
}
