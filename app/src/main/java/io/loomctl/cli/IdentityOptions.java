package io.loomctl.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What encrypted snapshots are opened with. */
final class IdentityOptions {

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "A file of secret keys (of age-keygen) to open encrypted snapshots with; may be repeated;"
              + " else the file that LOOMCTL_IDENTITY names.")
  @Nullable List<String> identities;

  @Mixin PassphraseOptions passphrase = new PassphraseOptions();
}
