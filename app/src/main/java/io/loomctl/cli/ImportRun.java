package io.loomctl.cli;

import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.config.Config;
import io.loomctl.config.DatabaseConfig;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.importer.Import;
import io.loomctl.importer.Strategy;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.Narrowing;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreFailure;
import io.loomctl.store.StoredSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    Config config = Config.read(root.options.config, root.console().environment());
    DatabaseConfig database = config.database(root.options.database());
    refuseProtected(database);
    if (!"-".equals(options.file)) {
      return run(config, database, file(config));
    }
    Path spooled = spool();
    try {
      return run(config, database, spooled);
    } finally {
      delete(spooled);
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
    SnapshotStore store = new SnapshotStore(config.snapshots());
    StoredSnapshot snapshot =
        store.find(
            config.scenario(String.valueOf(options.scenario)).name(), options.versionNumber());
    return store.pathOf(snapshot);
  }

  /**
   * A snapshot ends with what says whether it is whole, so it has to be there before it is read.
   */
  private static Path spool() {
    @Nullable Path file = null;
    try {
      file = Files.createTempFile("loomctl-import", ".sql");
      Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      if (file != null) {
        delete(file);
      }
      throw StoreFailure.reading(e, Path.of("standard input"));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StoreFailure.writing(e, file);
    }
  }

  private int run(Config config, DatabaseConfig database, Path file) {
    root.onFailure("Nothing was changed.");
    long started = System.nanoTime();
    Optional<ConsoleProgress> progress = root.progress();
    ProgressListener listener =
        new Committing(
            progress.map(ProgressListener.class::cast).orElse(ProgressListener.NONE), root);
    Import.Request request = request(config, file);
    try (OpenDatabase open =
        OpenDatabase.open(config, database, 1, root.console().environment(), listener)) {
      root.interruption().onInterrupt(open.database()::cancel);
      Import.Result result = new Import(open.database(), listener).run(request);
      progress.ifPresent(ConsoleProgress::close);
      new ImportOutput(root.console(), root.options.json())
          .show(result, (System.nanoTime() - started) / 1_000_000);
      return ExitCode.DONE.code();
    } finally {
      progress.ifPresent(ConsoleProgress::close);
    }
  }

  private Import.Request request(Config config, Path file) {
    Import.Extent extent =
        options.validateOnly
            ? Import.Extent.VALIDATE_ONLY
            : options.dryRun ? Import.Extent.DRY_RUN : Import.Extent.COMMIT;
    return new Import.Request(
        config,
        config.scenario(options.scenario == null ? scenarioOf(file) : options.scenario),
        file,
        options.params == null ? Map.of() : options.params,
        strategy,
        new Narrowing(orNone(options.only), orNone(options.exclude)),
        extent,
        options.allowCascade,
        options.triggers == ImportOptions.Triggers.ON,
        options.lockWait());
  }

  private static String scenarioOf(Path file) {
    try {
      return SnapshotFile.open(file).header().scenario().value();
    } catch (IOException e) {
      throw StoreFailure.reading(e, file);
    }
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  /** Passes on progress; from the COMMIT on nobody can promise that nothing was changed. */
  private record Committing(ProgressListener listener, Loomctl root) implements ProgressListener {

    @Override
    public void note(String message) {
      listener.note(message);
    }

    @Override
    public void tableStarted(String table, long expectedRows) {
      listener.tableStarted(table, expectedRows);
    }

    @Override
    public void tableAdvanced(String table, long rows) {
      listener.tableAdvanced(table, rows);
    }

    @Override
    public void tableFinished(String table, long rows) {
      listener.tableFinished(table, rows);
    }

    @Override
    public void committing() {
      root.onFailure(
          "It is not known whether the changes were made: look before you run it again.");
    }
  }
}
