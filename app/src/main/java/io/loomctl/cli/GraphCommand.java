package io.loomctl.cli;

import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.config.Config;
import io.loomctl.config.DatabaseConfig;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.TransactionMode;
import io.loomctl.diagram.Diagram;
import io.loomctl.diagram.DiagramReader;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.progress.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loomctl graph}. */
@Command(
    name = "graph",
    description = {
      "Draw the tables and the references between them: parents before children, with cycles and"
          + " rows.",
      "With a scenario, also what it owns, what comes along, and what is left out."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "FORM is one of",
      "  text     lines by level; the default",
      "  html     one page: search, zoom, each table with its neighbours",
      "  mermaid  a flowchart for Markdown",
      "  dot      for Graphviz",
      "",
      "Rows are those of the whole table. Tables of up to 16 MB are counted; of larger ones the"
          + " server's estimate is shown, with a ~ in front. Nothing is written to the database.",
      "",
      "Exit codes: 0 done, 2 usage, 3 config, 4 the file cannot be written, 5 database, 6 refused"
          + " by a guard, 130 interrupted."
    })
final class GraphCommand implements Callable<Integer> {

  /** How the graph is drawn. */
  enum Form {
    TEXT,
    MERMAID,
    DOT,
    HTML
  }

  private final Loomctl root;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description = "A scenario; else all tables of the config's schemas.")
  @Nullable String scenario;

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description = "How to draw it: text (the default), mermaid, dot or html.")
  @Nullable Form as;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE instead of standard output.")
  @Nullable String output;

  @Option(names = "--count", description = "Count the rows of large tables, too.")
  boolean count;

  GraphCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    checkUsage();
    Config config = Config.read(root.options.config, root.console().environment());
    Optional<ScenarioConfig> recipe = Optional.ofNullable(scenario).map(config::scenario);
    DatabaseConfig database = config.database(root.options.database());
    Diagram diagram = read(config, recipe, database);
    new GraphOutput(root.console(), diagram, database.name())
        .write(root.options.json(), as == null ? Form.TEXT : as, output);
    return ExitCode.DONE.code();
  }

  private Diagram read(Config config, Optional<ScenarioConfig> recipe, DatabaseConfig database) {
    Optional<ConsoleProgress> progress = root.progress();
    ProgressListener listener =
        progress.map(ProgressListener.class::cast).orElse(ProgressListener.NONE);
    try (OpenDatabase open = OpenDatabase.open(root, config, database, 1, listener)) {
      root.interruption().onInterrupt(open.database()::cancel);
      return open.database()
          .inTransaction(
              TransactionMode.READ_ONLY,
              session -> DiagramReader.read(session, config, recipe, count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      progress.ifPresent(ConsoleProgress::close);
    }
  }

  private void checkUsage() {
    if (root.options.format == Format.HTML) {
      throw new UsageException(
          Problem.of("graph writes text or json, not html").hint("\"--as html\" makes a page"));
    }
    root.options.checkFormat("graph", Format.TEXT, Format.JSON);
    if (root.options.json() && as != null) {
      throw new UsageException(Problem.of("--as has no use with --format json"));
    }
    boolean toTerminal = output == null || output.equals("-");
    if (as == Form.HTML && toTerminal && root.console().outTerminal()) {
      throw new UsageException(
          Problem.of("a page is nothing to read on a terminal")
              .hint("write it to a file: -o graph.html"));
    }
  }
}
