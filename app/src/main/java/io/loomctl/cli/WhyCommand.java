package io.loomctl.cli;

import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.config.Config;
import io.loomctl.explanation.Explanation;
import io.loomctl.explanation.Why;
import io.loomctl.progress.ProgressListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loomctl why}. */
@Command(
    name = "why",
    description = "Say what brings a row into a scenario, or what leaves it out.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "KEY is the row's natural key or its primary key; several values are separated by commas"
          + " (almanac,3). Any columns will do by name (slug=almanac). A value that holds a comma"
          + " stands in double quotes, and a double quote in it is written twice; NULL is NULL.",
      "",
      "The chain begins with the row that a rule names, and has as few references as possible.",
      "",
      "Exit codes: 0 the row is in the scenario, 1 it is not, 2 usage, 3 config, 5 database,"
          + " 6 refused by a guard, 130 interrupted."
    })
final class WhyCommand implements Callable<Integer> {

  private final Loomctl root;

  @Parameters(index = "0", paramLabel = "SCENARIO", description = "A scenario of the config.")
  String scenario;

  @Parameters(index = "1", paramLabel = "TABLE", description = "The row's table.")
  String table;

  @Parameters(index = "2", paramLabel = "KEY", description = "The row's key.")
  String key;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "KEY=VALUE",
      description = "A value for a parameter of the scenario; may be repeated.")
  @Nullable Map<String, String> params;

  WhyCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    root.options.checkFormat("why", Format.TEXT, Format.JSON);
    Config config = Config.read(root.options.config, root.console().environment());
    Why.Request request =
        new Why.Request(
            config,
            config.scenario(scenario),
            params == null ? Map.of() : params,
            List.of(new Why.Sought(table, key)));
    Optional<ConsoleProgress> progress = root.progress();
    ProgressListener listener =
        progress.map(ProgressListener.class::cast).orElse(ProgressListener.NONE);
    try (OpenDatabase open =
        OpenDatabase.open(root, config, config.database(root.options.database()), 1, listener)) {
      root.interruption().onInterrupt(open.database()::cancel);
      Explanation explanation = new Why(open.database()).run(request).get(0);
      new WhyOutput(root.console(), root.options.json()).show(scenario, explanation);
      return (explanation.isSelected() ? ExitCode.DONE : ExitCode.DIFFERENCES).code();
    } finally {
      progress.ifPresent(ConsoleProgress::close);
    }
  }
}
