package io.loomctl.cli;

import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.comparison.Comparison;
import io.loomctl.comparison.ComparisonListener;
import io.loomctl.config.Config;
import io.loomctl.exporter.Estimate;
import io.loomctl.exporter.Export;
import io.loomctl.exporter.Export.Destination;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.format.Packing;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.Narrowing;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoredSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loomctl export}. */
@Command(
    name = "export",
    description = "Take a snapshot of a scenario out of the database.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "NAME is a table (todos, public.todos), a pattern (\"chat_*\") or a group of the config. Rows of"
          + " other tables still come along where a row that is taken references them. A version that"
          + " was narrowed is listed as a part, and never counts as the latest.",
      "",
      "Exit codes: 0 done or nothing changed, 1 --check found differences, 2 usage, 3 config,"
          + " 4 snapshot folder, 5 database, 6 refused by a guard, 130 interrupted."
    })
final class ExportCommand implements Callable<Integer> {

  private final Loomctl root;

  @Parameters(paramLabel = "SCENARIO", description = "A scenario of the config.")
  String scenario;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "A note to keep with the version.",
      defaultValue = "")
  String message;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "KEY=VALUE",
      description = "A value for a parameter of the scenario; may be repeated.")
  @Nullable Map<String, String> params;

  @Option(
      names = {"--only", "--include"},
      paramLabel = "NAME",
      split = ",",
      description = "Take only these tables; may be repeated, or a list with commas.")
  @Nullable List<String> only;

  @Option(
      names = "--exclude",
      paramLabel = "NAME",
      split = ",",
      description = "Leave these tables out; may be repeated, or a list with commas.")
  @Nullable List<String> exclude;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE (- for standard output) instead of a new version.")
  @Nullable String output;

  @Option(names = "--force", description = "Write a new version also when nothing changed.")
  boolean force;

  @Option(
      names = "--check",
      description = "Write nothing; exit 1 when the database differs from the latest version.")
  boolean check;

  @Option(
      names = "--estimate",
      description = "Write nothing; count rows and bytes, by table, that an export would hold.")
  boolean estimate;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Read N tables at the same time; only tables taken whole.")
  int jobs;

  @Option(
      names = "--since",
      paramLabel = "VERSION|TIME",
      description =
          "Write a delta: what changed since a version (v3, latest), or the rows that changed after a"
              + " time (2026-11-20, 2026-11-20T18:00:00Z), by the columns that the config calls"
              + " updated.")
  @Nullable String since;

  @Mixin PackingOptions packing;
  @Mixin EncryptionOptions encryption;
  @Mixin IdentityOptions identities;

  ExportCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    checkUsage();
    packing.check();
    root.keyring().take(identities);
    root.onFailure(check || estimate ? Aftermath.UNSAID : Aftermath.NO_SNAPSHOT);
    Config config = Config.read(root.options.config, root.console().environment());
    SnapshotStore store = root.store(config);
    Export.Request request =
        new Export.Request(
            config,
            config.scenario(scenario),
            params == null ? Map.of() : params,
            new Narrowing(orNone(only), orNone(exclude)),
            message,
            jobs,
            check || estimate ? Packing.PLAIN : packing.of(config, encryption.of(root.keyring())),
            Optional.ofNullable(since)
                .map(text -> SinceText.find(text, config.scenario(scenario).name(), store)),
            Version.tool());
    Optional<ConsoleProgress> progress = root.progress();
    ProgressListener listener =
        progress.map(ProgressListener.class::cast).orElse(ProgressListener.NONE);
    try (OpenDatabase open =
        OpenDatabase.open(root, config, config.database(root.options.database()), jobs, listener)) {
      root.interruption().onInterrupt(open.database()::cancel);
      return run(request, open, store, listener);
    } finally {
      progress.ifPresent(ConsoleProgress::close);
    }
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  private void checkUsage() {
    root.options.checkFormat("export", Format.TEXT, Format.JSON);
    encryption.check(identities.passphrase);
    boolean narrowed = only != null || exclude != null;
    refuse(jobs < 1, "--jobs takes a number from 1 on");
    refuse(
        check && saysWhatToWrite(),
        "--check writes nothing, so --force, --output, --message, --as, --compress and"
            + " --encrypt-to have no use");
    refuse(
        estimate && (saysWhatToWrite() || check || since != null || jobs > 1),
        "--estimate only counts, so --force, --check, --output, --message, --since, --jobs, --as,"
            + " --compress and --encrypt-to have no use");
    refuse(
        since != null && (check || narrowed),
        "--since has no use with --check, --only and --exclude");
    refuse(
        check && narrowed,
        "--check compares all of the scenario, so --only and --exclude have no use");
    refuse(output != null && force, "--output always writes; --force has no use with it");
  }

  private boolean saysWhatToWrite() {
    return force
        || output != null
        || !message.isEmpty()
        || packing.isGiven()
        || encryption.isGiven();
  }

  private static void refuse(boolean isMeaningless, String why) {
    if (isMeaningless) {
      throw new UsageException(Problem.of(why));
    }
  }

  private int run(
      Export.Request request, OpenDatabase open, SnapshotStore store, ProgressListener listener) {
    long started = System.nanoTime();
    ExportOutput results =
        new ExportOutput(root.console(), root.options.json(), "-".equals(output));
    if (estimate) {
      return estimate(request, open, listener, started);
    }
    if (check) {
      return check(request, open, store, listener, results);
    }
    Export.Result result =
        new Export(open.database(), Clock.systemUTC(), listener).run(request, destination(store));
    results.show(result, millisSince(started));
    return ExitCode.DONE.code();
  }

  private int estimate(
      Export.Request request, OpenDatabase open, ProgressListener listener, long started) {
    Estimate.Request counted =
        new Estimate.Request(
            request.config(), request.scenario(), request.parameters(), request.narrowing());
    Estimate.Result result = new Estimate(open.database(), listener).run(counted);
    new EstimateOutput(root.console(), root.options.json()).show(result, millisSince(started));
    return ExitCode.DONE.code();
  }

  private static long millisSince(long started) {
    return (System.nanoTime() - started) / 1_000_000;
  }

  private int check(
      Export.Request request,
      OpenDatabase open,
      SnapshotStore store,
      ProgressListener listener,
      ExportOutput results) {
    StoredSnapshot latest = store.latest(request.scenario().name());
    try (PrivateFolder scratch = new PrivateFolder()) {
      SnapshotFile now = LiveSnapshot.take(request, open.database(), listener, scratch);
      Comparison.Result compared =
          new Comparison(scratch::path, new AtomicBoolean(), listener)
              .run(
                  Comparison.Request.counting(store.open(latest), now, request.config()),
                  ComparisonListener.NONE);
      boolean equal = now.trailer().sha256().equals(latest.sha256());
      results.showCheck(latest, equal, compared.tables());
      return (equal ? ExitCode.DONE : ExitCode.DIFFERENCES).code();
    }
  }

  private Destination destination(SnapshotStore store) {
    if (output == null) {
      return new Destination.Version(store, force);
    }
    return output.equals("-")
        ? new Destination.Stream(new CheckedStream(root.console().out()))
        : new Destination.File(Path.of(output));
  }
}
