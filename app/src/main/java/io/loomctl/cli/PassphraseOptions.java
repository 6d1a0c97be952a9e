package io.loomctl.cli;

import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a passphrase comes from. It is never an argument: those are seen by everybody on the
 * machine.
 */
final class PassphraseOptions {

  @Option(
      names = "--passphrase",
      description = "Ask on the terminal for the passphrase of encrypted snapshots.")
  boolean ask;

  @Option(
      names = "--passphrase-fd",
      paramLabel = "N",
      description = "Read it from file descriptor N: --passphrase-fd 3 3<FILE.")
  @Nullable Integer descriptor;

  boolean isGiven() {
    return ask || descriptor != null;
  }

  boolean isStandardInput() {
    return descriptor != null && descriptor == 0;
  }

  void check() {
    if (ask && descriptor != null) {
      throw new UsageException(Problem.of("--passphrase and --passphrase-fd exclude each other"));
    }
    if (descriptor != null && descriptor < 0) {
      throw new UsageException(
          Problem.of("--passphrase-fd takes the number of a file descriptor, not " + descriptor));
    }
  }
}
