package io.loomctl.cli;

import io.loomctl.format.Identities;
import io.loomctl.format.Identity;
import io.loomctl.format.Passphrase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret keys and the passphrase that a command was given. The user is asked for a passphrase
 * when something needs it, and once.
 */
final class Keyring {

  static final String VARIABLE = "LOOMCTL_IDENTITY";

  private final Loomctl root;
  private PassphraseOptions given = new PassphraseOptions();
  private @Nullable List<Identity> keys;
  private @Nullable Passphrase passphrase;

  Keyring(Loomctl root) {
    this.root = root;
  }

  /**
   * Takes what the command line says.
   *
   * @throws io.loomctl.failure.UsageException when a file that it names holds no keys
   */
  void take(IdentityOptions options) {
    options.passphrase.check();
    given = options.passphrase;
    if (options.identities != null) {
      keys = read(options.identities);
    }
  }

  Identities identities() {
    return new Identities(this::keys, () -> passphrase(false));
  }

  private static List<Identity> read(List<String> files) {
    return files.stream().flatMap(file -> Identity.read(file).stream()).toList();
  }

  private synchronized List<Identity> keys() {
    if (keys == null) {
      String file = root.console().environment().getOrDefault(VARIABLE, "");
      keys = file.isEmpty() ? List.of() : read(List.of(file));
    }
    return keys;
  }

  /**
   * The passphrase, if there is to be one.
   *
   * @param fresh whether files are going to be encrypted with it, so that it is asked for twice
   */
  synchronized Optional<Passphrase> passphrase(boolean fresh) {
    if (!given.isGiven()) {
      return Optional.empty();
    } else if (passphrase == null) {
      passphrase = root.leavable(() -> PassphraseInput.read(given, fresh));
    }
    return Optional.of(passphrase);
  }
}
