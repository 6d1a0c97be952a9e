package io.loomctl.format;

import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What encrypted files are opened with. Files may be opened by several threads. */
public final class Identities {

  /** How many of a file's first bytes {@link #begins} wants to see. */
  public static final int BEGINNING = 96;

  private static final String BINARY = "age-encryption.org/";
  private static final String ARMORED = "-----BEGIN AGE ENCRYPTED FILE-----";

  private final Supplier<List<Identity>> keys;
  private final Supplier<Optional<Passphrase>> passphrase;
  private final Map<List<String>, CipherKey> derived = new HashMap<>();

  /**
   * Both are asked when a file needs them, and each time; so they should remember.
   *
   * @param passphrase to ask the user for, for example
   */
  public Identities(Supplier<List<Identity>> keys, Supplier<Optional<Passphrase>> passphrase) {
    this.keys = keys;
    this.passphrase = passphrase;
  }

  /** Nothing: encrypted files cannot be opened. */
  public static Identities none() {
    return new Identities(List::of, Optional::empty);
  }

  /** Whether a file with these first bytes is an encrypted one. */
  public static boolean begins(byte[] firstBytes) {
    return text(firstBytes).startsWith(BINARY) || isArmored(firstBytes);
  }

  /** What was pasted may have space around it. */
  private static boolean isArmored(byte[] firstBytes) {
    return text(firstBytes).stripLeading().startsWith(ARMORED);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * Decrypts a file; closing the stream closes what is below.
   *
   * @param place what messages call the file
   * @throws SnapshotException when nothing here opens it, or it is damaged; also from reading the
   *     stream, at the first part that is not as it was written
   */
  public InputStream open(InputStream in, Object place) throws IOException {
    PushbackInputStream start = new PushbackInputStream(in, BEGINNING);
    byte[] first = start.readNBytes(BEGINNING);
    start.unread(first);
    Where where = Where.file(place);
    return Unlocking.open(start, isArmored(first), this, where);
  }

  List<Identity> keys() {
    return keys.get();
  }

  Optional<Passphrase> passphrase() {
    return passphrase.get();
  }

  /** The key that a file's passphrase stands for: it takes a second, and a file is read twice. */
  synchronized CipherKey derived(ScryptStanza stanza, Passphrase of) {
    return derived.computeIfAbsent(stanza.getArguments(), arguments -> stanza.key(of));
  }

  @Override
  public String toString() {
    return "identities";
  }
}
