package io.loomctl.cli;

import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.config.Config;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.format.Encryption;
import io.loomctl.format.Packing;
import io.loomctl.graph.ScenarioName;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoredSnapshot;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code loomctl squash}. */
@Command(
    name = "squash",
    description = {
      "Turn a delta into a version that needs no other.",
      "It keeps its number, and the bytes of its body are those of a full export."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit codes: 0 done, 2 usage, 3 config, 4 snapshot folder."})
final class SquashCommand implements Callable<Integer> {

  private final Loomctl root;

  @Parameters(index = "0", paramLabel = "SCENARIO", description = "The scenario.")
  String scenario;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "vN",
      description = "The version; else the latest.")
  @Nullable String version;

  @Mixin PackingOptions packing;
  @Mixin EncryptionOptions encryption;
  @Mixin IdentityOptions identities;

  SquashCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    root.options.checkFormat("squash", Format.TEXT, Format.JSON);
    packing.check();
    encryption.check(identities.passphrase);
    root.keyring().take(identities);
    int number = VersionText.number(version, "squash");
    Config config = Config.read(root.options.config, root.console().environment());
    SnapshotStore store = root.store(config);
    ScenarioName name = StoredName.find(scenario, config, store.content());
    StoredSnapshot found = store.find(name, number);
    boolean whole = found.base().isEmpty();
    show(store, whole ? found : store.squash(found, packing(config, found)), whole);
    return ExitCode.DONE.code();
  }

  /** Nobody finds in plain text what was encrypted because an option was forgotten. */
  private Packing packing(Config config, StoredSnapshot found) {
    Optional<Encryption> how = encryption.of(root.keyring());
    if (how.isEmpty() && found.file().endsWith(Encryption.SUFFIX)) {
      throw new UsageException(
          Problem.of("v" + found.version() + " is encrypted, and would no longer be")
              .hint("say who may open it: --encrypt-to or --passphrase"));
    }
    return packing.of(config, how);
  }

  private void show(SnapshotStore store, StoredSnapshot snapshot, boolean unchanged) {
    String file = ExportOutput.display(store.pathOf(snapshot));
    if (root.options.json()) {
      JsonOutput.print(
          root.console().out(),
          JsonOutput.object()
              .put("scenario", snapshot.scenario().value())
              .put("version", snapshot.version())
              .put("file", file)
              .put("unchanged", unchanged)
              .put("rows", snapshot.rows())
              .put("bytes", snapshot.bytes())
              .put("sha256", snapshot.sha256()));
      return;
    }
    String name = snapshot.scenario() + " v" + snapshot.version();
    root.console()
        .out()
        .println(
            unchanged
                ? name + ": needs no other version already"
                : name
                    + ": "
                    + Numbers.count(snapshot.rows(), "row")
                    + ", "
                    + Numbers.size(snapshot.bytes())
                    + ", needs no other version now");
    root.console().out().println(file);
  }
}
