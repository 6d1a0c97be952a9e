package io.loomctl.validation;

import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.failure.ConfigException;
import io.loomctl.scenario.ParameterUse;
import io.loomctl.validation.Check.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The config file alone. */
record ConfigChecks(Config config, List<ScenarioConfig> scenarios) implements Checks {

  private static final String READ = "the config can be read";

  /** What is said of a file that has mistakes. */
  static Check unreadable(ConfigException mistakes) {
    return Check.of(Family.CONFIG, READ, mistakes.problems().stream().map(Finding::error).toList());
  }

  @Override
  public void run(Consumer<Check> report) {
    report.accept(
        Check.of(
            Family.CONFIG,
            READ,
            List.of(),
            new Figure(config.scenarios().size(), "scenario"),
            new Figure(config.tables().size(), "table"),
            new Figure(config.rules().size(), "rule")));
    report.accept(parameters());
  }

  private Check parameters() {
    List<Finding> findings = new ArrayList<>();
    long declared = 0;
    for (ScenarioConfig scenario : scenarios) {
      ParameterUse use = new ParameterUse(scenario);
      use.undeclared().stream().map(Finding::error).forEach(findings::add);
      use.unused().stream().map(Finding::warning).forEach(findings::add);
      declared += scenario.params().size();
    }
    return Check.of(
        Family.CONFIG,
        "every parameter is declared and used",
        findings,
        new Figure(declared, "parameter"));
  }
}
