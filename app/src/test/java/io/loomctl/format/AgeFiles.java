package io.loomctl.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Encrypted files in memory, and the keys of the test resources. */
final class AgeFiles {

  /** The folder of files that the age program made. */
  static final Path MADE_BY_AGE = Path.of("src/test/resources/age");

  /** Of a second key pair; nobody has its secret key. */
  static final String STRANGER = "age1yq5fxut9ea0jykkw7slqc05dpzwxs0pxj4ephhgfp59c654tcgeql2h58f";

  /** Work that takes a test no time: 2^10. */
  static final int LITTLE_WORK = 10;

  private AgeFiles() {}

  static Encryption toKey() {
    return Encryption.to(Recipient.read(MADE_BY_AGE.resolve("recipient.txt").toString()));
  }

  static Identities key() {
    List<Identity> keys = Identity.read(MADE_BY_AGE.resolve("secret.txt").toString());
    return new Identities(() -> keys, Optional::empty);
  }

  static Identities passphrase(String text) {
    Passphrase passphrase = Passphrase.of(text.getBytes(StandardCharsets.UTF_8));
    return new Identities(List::of, () -> Optional.of(passphrase));
  }

  static byte[] random(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] encrypted(byte[] plain, Encryption encryption) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = encryption.wrap(file)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  static byte[] decrypted(byte[] file, Identities identities) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    decrypt(file, identities, plain);
    return plain.toByteArray();
  }

  /** Writes what was handed on to the last parameter, also when it fails. */
  static void decrypt(byte[] file, Identities identities, ByteArrayOutputStream handedOn) {
    try (InputStream in = identities.open(new ByteArrayInputStream(file), "file.age")) {
      in.transferTo(handedOn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
