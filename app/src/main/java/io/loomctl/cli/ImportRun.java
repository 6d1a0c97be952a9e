package io.loomctl.cli;

import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.config.Config;
import io.loomctl.config.DatabaseConfig;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.delta.DeltaSide;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ScenarioName;
import io.loomctl.importer.Import;
import io.loomctl.importer.Strategy;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.Narrowing;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both import commands do. */
final class ImportRun {

  private final Loomctl root;
  private final ImportOptions options;
  private final Strategy strategy;
  private final String command;

  /**
   * A run that has not begun.
   *
   * @param command its name, for messages
   */
  ImportRun(Loomctl root, String command, ImportOptions options, Strategy strategy) {
    this.root = root;
    this.command = command;
    this.options = options;
    this.strategy = strategy;
  }

  int run() {
    root.options.checkFormat(command, Format.TEXT, Format.JSON);
    options.check();
    if (options.delta && !(strategy == Strategy.REPLACE || strategy == Strategy.MERGE)) {
      throw new UsageException(
          Problem.of(
              "--delta changes rows, so it goes with the strategies replace and merge only"));
    }
    root.keyring().take(options.identities);
    root.onFailure(Aftermath.NOTHING);
    Config config = Config.read(root.options.config, root.console().environment());
    DatabaseConfig database = config.database(root.options.database());
    refuseProtected(database);
    if (!"-".equals(options.file)) {
      Path file = file(config);
      return run(config, database, source(config, file, file.toString()));
    }
    try (StandardInput input = StandardInput.read(root.interruption())) {
      return run(config, database, source(config, input.file(), StandardInput.NAME));
    }
  }

  private void refuseProtected(DatabaseConfig database) {
    if (database.guarded() && !options.allowProtected && !options.validateOnly) {
      throw new RefusedException(
          Problem.at(database.where(), "database \"" + database.name() + "\" is protected")
              .hint("pass --allow-protected if you mean it; --validate-only needs no permission"));
    }
  }

  private Path file(Config config) {
    if (options.file != null) {
      return Path.of(options.file);
    }
    SnapshotStore store = root.store(config);
    return store.pathOf(
        store.find(
            config.scenario(String.valueOf(options.scenario)).name(), options.versionNumber()));
  }

  /**
   * What is imported.
   *
   * @param base the rows that a delta changes, as they were; nothing for a whole snapshot
   */
  private record Source(SnapshotFile file, Optional<SnapshotFile> base) {}

  private Source source(Config config, Path path, String place) {
    SnapshotStore store = root.store(config);
    if (!options.delta) {
      return new Source(store.open(path, place), Optional.empty());
    }
    SnapshotFile delta = store.openAlone(path, place);
    if (delta.header().delta().isEmpty()) {
      throw new UsageException(
          Problem.at(Where.file(place), "this is a whole snapshot: --delta has no use with it"));
    }
    return new Source(side(delta, DeltaSide.NEWER), Optional.of(side(delta, DeltaSide.BASE)));
  }

  private SnapshotFile side(SnapshotFile delta, DeltaSide side) {
    try {
      return root.unpacking().make(delta.origin(), out -> side.write(delta, out));
    } catch (IOException e) {
      throw StoreFailure.reading(e, delta.path());
    }
  }

  private int run(Config config, DatabaseConfig database, Source source) {
    SnapshotFile file = source.file;
    Import.Request request = request(config, source);
    long started = System.nanoTime();
    Optional<ConsoleProgress> progress = root.progress();
    ProgressListener listener =
        progress.map(ProgressListener.class::cast).orElse(ProgressListener.NONE);
    try (OpenDatabase open = OpenDatabase.open(root, config, database, 1, listener)) {
      root.interruption().onInterrupt(open.database()::cancel);
      Import.Result result = new Import(open.database(), listener).run(request);
      root.onFailure(result.committed() ? Aftermath.MADE : Aftermath.NOTHING);
      progress.ifPresent(ConsoleProgress::close);
      new ImportOutput(root.console(), root.options.json())
          .show(result, shown(file), (System.nanoTime() - started) / 1_000_000);
      return ExitCode.DONE.code();
    } catch (DatabaseException e) {
      throw e.mayHaveCommitted()
          ? e.hint("look with --dry-run: it finds nothing to change if they were")
          : e;
    } finally {
      progress.ifPresent(ConsoleProgress::close);
    }
  }

  /** The file as the result names it; nothing for standard input. */
  private @Nullable String shown(SnapshotFile file) {
    return "-".equals(options.file) ? null : ExportOutput.display(file.path());
  }

  private Import.Request request(Config config, Source source) {
    SnapshotFile file = source.file;
    Import.Extent extent =
        options.validateOnly
            ? Import.Extent.VALIDATE_ONLY
            : options.dryRun ? Import.Extent.DRY_RUN : Import.Extent.COMMIT;
    return new Import.Request(
        config,
        options.scenario == null ? scenarioOf(config, file) : config.scenario(options.scenario),
        file,
        source.base,
        options.params == null ? Map.of() : options.params,
        strategy,
        new Narrowing(orNone(options.only), orNone(options.exclude)),
        extent,
        options.allowCascade,
        options.allowMasked,
        options.triggers == ImportOptions.Triggers.ON,
        options.lockWait());
  }

  private static ScenarioConfig scenarioOf(Config config, SnapshotFile file) {
    ScenarioName name = file.header().scenario();
    return config.scenarios().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    Problem.at(
                            Where.file(file.place()),
                            "this is a snapshot of scenario \""
                                + name
                                + "\", which the config does not have")
                        .hint("add the scenario to " + config.file())));
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }
}
