package io.loomctl.cli;

import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.comparison.ChangeScript;
import io.loomctl.comparison.ColumnChoice;
import io.loomctl.comparison.Comparison;
import io.loomctl.comparison.Comparison.MatchBy;
import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.exporter.Export;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.format.Packing;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.Narrowing;
import io.loomctl.snapshot.SnapshotHeader;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loomctl compare-exports}. */
@Command(
    name = "compare-exports",
    description = "Show what differs between two snapshots, or a snapshot and the database.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A and B are versions (v2), \"latest\", \"live\" for the present state of the database, or"
          + " snapshot files. NAME is a table, a pattern (\"chat_*\") or a group of the config;"
          + " COLUMN is column, table.column or schema.table.column.",
      "",
      "Exit codes: 0 equal, 1 different, 2 usage, 3 config, 4 snapshot, 5 database, 6 refused by a"
          + " guard, 130 interrupted."
    })
final class CompareExportsCommand implements Callable<Integer> {

  /** More rows of one table than anybody would look at in a browser. */
  private static final long PAGE_LIMIT = 50_000;

  private final Loomctl root;
  private final AtomicBoolean stop = new AtomicBoolean();

  @Parameters(index = "0", paramLabel = "SCENARIO", description = "A scenario.")
  String scenario;

  @Parameters(index = "1", paramLabel = "A", description = "What was.")
  String a;

  @Parameters(index = "2", paramLabel = "B", description = "What is.")
  String b;

  @Option(names = "--rows", description = "Show the rows that differ, not only how many.")
  boolean rows;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show at most N rows of each table; html: 50,000 unless given.")
  @Nullable Long limit;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      split = ",",
      description = "Compare only these tables; may be repeated, or a list with commas.")
  @Nullable List<String> tables;

  @Option(
      names = "--only-columns",
      paramLabel = "COLUMN",
      split = ",",
      description = "Compare only these columns, and those that rows match by.")
  @Nullable List<String> onlyColumns;

  @Option(
      names = "--ignore-columns",
      paramLabel = "COLUMN",
      split = ",",
      description = "Leave these columns out, such as one that always moves.")
  @Nullable List<String> ignoreColumns;

  @Option(
      names = "--by",
      paramLabel = "key|natural",
      defaultValue = "key",
      description =
          "When two rows are the same row: when they have the same key, or the same natural key;"
              + " ids do not count then, and references are shown as the rows that they lead to.")
  MatchBy by;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "KEY=VALUE",
      description = "A value for a parameter, with \"live\"; else that of the other side.")
  @Nullable Map<String, String> params;

  @Mixin IdentityOptions identities;

  CompareExportsCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    checkUsage();
    root.keyring().take(identities);
    Config config = Config.read(root.options.config, root.console().environment());
    root.interruption().onInterrupt(() -> stop.set(true));
    Optional<ConsoleProgress> progress = root.progress();
    ProgressListener listener =
        progress.map(ProgressListener.class::cast).orElse(ProgressListener.NONE);
    try (PrivateFolder scratch = new PrivateFolder()) {
      ComparedSnapshots compared =
          ComparedSnapshots.find(
              scenario,
              a,
              b,
              config,
              root.store(config),
              other -> live(config, other, scratch, listener));
      compared.warnings().forEach(this::warn);
      Comparison.Result result =
          root.options.format == Format.SQL
              ? writeScript(request(config, compared), compared.names(), scratch)
              : show(request(config, compared), compared, scratch, listener);
      return (result.equal() ? ExitCode.DONE : ExitCode.DIFFERENCES).code();
    } finally {
      progress.ifPresent(ConsoleProgress::close);
    }
  }

  private Comparison.Result show(
      Comparison.Request request,
      ComparedSnapshots compared,
      PrivateFolder scratch,
      ProgressListener listener) {
    Comparison comparison = new Comparison(scratch::path, stop, listener);
    PrintStream out = root.console().out();
    if (root.options.format != Format.HTML) {
      return show(
          comparison,
          request,
          root.options.json()
              ? new ComparisonJson(out, compared.names(), rows)
              : new ComparisonText(root.console(), out, compared.names(), rows));
    }
    try (PageRows pageRows = new PageRows(scratch)) {
      OutputStream checked = new BufferedOutputStream(new CheckedStream(out), 1 << 16);
      return show(
          comparison,
          request,
          new ComparisonPage(checked, compared.names(), compared.descriptions(), pageRows));
    }
  }

  private static Comparison.Result show(
      Comparison comparison, Comparison.Request request, ComparisonOutput output) {
    Comparison.Result result = comparison.run(request, output);
    output.finish(result);
    return result;
  }

  private Comparison.Result writeScript(
      Comparison.Request request, ComparedNames names, PrivateFolder scratch) {
    String title =
        "Turns the rows of %s %s into those of %s."
            .formatted(names.scenario(), names.from(), names.to());
    ChangeScript.Result result =
        new ChangeScript(scratch::path, stop)
            .run(request, title, new CheckedStream(root.console().out()));
    result.leftAlone().forEach(this::warn);
    return result.differences();
  }

  private void warn(String text) {
    root.console().err().println("warning: " + TerminalText.of(text));
  }

  private Comparison.Request request(Config config, ComparedSnapshots compared) {
    return new Comparison.Request(
        compared.from().file(),
        compared.to().file(),
        config,
        new Narrowing(orNone(tables), List.of()),
        new ColumnChoice(orNone(onlyColumns), orNone(ignoreColumns)),
        by,
        rowsToShow());
  }

  private long rowsToShow() {
    return switch (root.options.format) {
      case HTML -> limit == null ? PAGE_LIMIT : limit;
      case SQL -> Long.MAX_VALUE;
      case TEXT, JSON, JUNIT -> !rows ? 0 : limit == null ? Long.MAX_VALUE : limit;
    };
  }

  /** Exports the database as it is now, with the parameters and the part of the other side. */
  private SnapshotChoice live(
      Config config, SnapshotHeader other, PrivateFolder scratch, ProgressListener listener) {
    ScenarioConfig recipe = config.scenario(scenario);
    Map<String, String> values = new TreeMap<>(other.parameters());
    values.keySet().removeAll(other.withheld());
    values.keySet().retainAll(recipe.params().keySet());
    values.putAll(params == null ? Map.of() : params);
    Export.Request request =
        new Export.Request(
            config,
            recipe,
            values,
            new Narrowing(other.only(), other.exclude()),
            "",
            1,
            Packing.PLAIN,
            Optional.empty(),
            Version.tool());
    try (OpenDatabase open =
        OpenDatabase.open(
            config,
            config.database(root.options.database()),
            1,
            root.console().environment(),
            listener)) {
      root.interruption()
          .onInterrupt(
              () -> {
                stop.set(true);
                open.database().cancel();
              });
      return new SnapshotChoice(
          LiveSnapshot.NAME, LiveSnapshot.take(request, open.database(), listener, scratch));
    }
  }

  private void checkUsage() {
    root.options.checkFormat("compare-exports", Format.TEXT, Format.JSON, Format.HTML, Format.SQL);
    if (limit != null && limit < 1) {
      throw new UsageException(Problem.of("--limit takes a number from 1 on"));
    }
    if (limit != null && !rows && root.options.format != Format.HTML) {
      throw new UsageException(Problem.of("--limit has a use with --rows only"));
    }
    if (root.options.format == Format.SQL && (by != MatchBy.KEY || limit != null)) {
      throw new UsageException(
          Problem.of("--format sql goes by keys and needs all rows: no --by natural, no --limit"));
    }
    if (params != null && !List.of(a, b).contains(LiveSnapshot.NAME)) {
      throw new UsageException(Problem.of("--param has a use with \"live\" only"));
    }
    if (a.equals(LiveSnapshot.NAME) && b.equals(LiveSnapshot.NAME)) {
      throw new UsageException(Problem.of("\"live\" can stand on one side only"));
    }
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }
}
