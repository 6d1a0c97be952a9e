package io.loomctl.format;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Finds a file's key with what there is to open files with. Only here it shows whether a file wants
 * keys or a passphrase, so that nobody is asked for one in vain.
 */
record Unlocking(Identities identities, Where where) implements RecipientStanzaReader {

  private static final String X25519 = "X25519";

  /** Decrypts a file with what there is. */
  static InputStream open(InputStream in, boolean armored, Identities identities, Where where)
      throws IOException {
    return DecryptedInput.open(in, armored, new Unlocking(identities, where), where);
  }

  @Override
  public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
    List<RecipientStanza> all = StreamSupport.stream(stanzas.spliterator(), false).toList();
    List<RecipientStanza> scrypt =
        all.stream().filter(stanza -> stanza.getType().equals(ScryptStanza.TYPE)).toList();
    if (scrypt.isEmpty()) {
      return withKeys(all);
    } else if (all.size() > 1) {
      // Who knows one passphrase must not be led to believe that nobody else can read the file.
      throw new GeneralSecurityException("a passphrase beside other recipients");
    }
    return withPassphrase(ScryptStanza.of(scrypt.get(0)));
  }

  private FileKey withPassphrase(ScryptStanza stanza) {
    if (stanza.work() > ScryptStanza.MOST_WORK) {
      throw failure(
          "its passphrase asks for 2^%d rounds of work, and loomctl does 2^%d at most"
              .formatted(stanza.work(), ScryptStanza.MOST_WORK),
          "decrypt it with the age program if you trust it, or have it encrypted to a key");
    }
    Passphrase passphrase =
        identities
            .passphrase()
            .orElseThrow(
                () ->
                    failure(
                        "this file is encrypted with a passphrase",
                        "pass --passphrase to be asked for it, or --passphrase-fd N"));
    try {
      return stanza.open(identities.derived(stanza, passphrase));
    } catch (OutOfMemoryError e) {
      throw failure(
          "its passphrase takes %d MB of memory to work with"
              .formatted(ScryptStanza.megabytes(stanza.work())),
          ScryptStanza.MORE_MEMORY);
    } catch (GeneralSecurityException e) {
      throw failure(
          "the passphrase does not open this file",
          "it is another one, or the first bytes of the file are damaged");
    }
  }

  private FileKey withKeys(List<RecipientStanza> stanzas) throws GeneralSecurityException {
    if (stanzas.isEmpty()) {
      throw new GeneralSecurityException("no recipients");
    }
    List<Identity> keys = identities.keys();
    if (keys.isEmpty()) {
      throw failure(
          "this file is encrypted to a key",
          "pass the file of a secret key with --identity FILE, or name it in LOOMCTL_IDENTITY");
    }
    for (Identity key : keys) {
      try {
        return key.reader().getFileKey(stanzas);
      } catch (GeneralSecurityException e) {
        // Meant for somebody else; another key may fit.
      }
    }
    throw noneFits(keys.size(), stanzas);
  }

  private SnapshotException noneFits(int keys, List<RecipientStanza> stanzas) {
    List<String> foreign = new ArrayList<>();
    stanzas.stream()
        .map(RecipientStanza::getType)
        .filter(type -> !type.equals(X25519) && type.length() <= 40)
        .forEach(foreign::add);
    String kinds =
        foreign.stream()
            .distinct()
            .sorted()
            .map(kind -> "\"" + kind + "\"")
            .collect(Collectors.joining(", "));
    Problem problem =
        Problem.at(
            where,
            keys == 1
                ? "the secret key that was given does not open this file"
                : "none of the %d secret keys that were given opens this file".formatted(keys));
    return new SnapshotException(
        (kinds.isEmpty()
                ? problem
                : problem.detail("recipients of kinds that loomctl does not know: " + kinds))
            .hint("it is encrypted to other keys, or its first bytes are damaged"));
  }

  private SnapshotException failure(String message, String hint) {
    return new SnapshotException(Problem.at(where, message).hint(hint));
  }
}
