package io.loomctl.cli;

import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.format.Encryption;
import io.loomctl.format.Recipient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may open a snapshot that is written. */
final class EncryptionOptions {

  @Option(
      names = "--encrypt-to",
      paramLabel = "KEY|FILE",
      description =
          "Encrypt the snapshot, in the format of age, to the holder of this public key (age1...)"
              + " or to those in a file with one key a line; may be repeated. --passphrase encrypts"
              + " with a passphrase instead.")
  @Nullable List<String> recipients;

  boolean isGiven() {
    return recipients != null;
  }

  void check(PassphraseOptions passphrase) {
    if (recipients != null && passphrase.isGiven()) {
      throw new UsageException(
          Problem.of("a snapshot is encrypted to keys or with a passphrase, not both")
              .hint("leave out --encrypt-to, or --passphrase and --passphrase-fd"));
    }
  }

  /** How to encrypt; asks for the passphrase if there is to be one. */
  Optional<Encryption> of(Keyring keyring) {
    if (recipients != null) {
      return Optional.of(
          Encryption.to(
              recipients.stream().flatMap(each -> Recipient.read(each).stream()).toList()));
    }
    return keyring.passphrase(true).map(Encryption::with);
  }
}
