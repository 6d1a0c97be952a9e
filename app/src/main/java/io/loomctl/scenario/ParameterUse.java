package io.loomctl.scenario;

import io.loomctl.config.Located;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.ScenarioTable;
import io.loomctl.failure.Problem;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The parameters that a scenario declares, held against those that its conditions use. */
public record ParameterUse(ScenarioConfig scenario) {

  /** Stands for a value that nobody gave; no value can hold U+0000. */
  private static final String UNKNOWN = "\0";

  /** Names in conditions that are no parameters. */
  public List<Problem> undeclared() {
    List<Problem> problems = new ArrayList<>();
    for (Located<String> condition : conditions()) {
      for (String name : Parameters.names(condition.value())) {
        if (!scenario.params().containsKey(name)) {
          problems.add(Parameters.undeclared(condition, name, scenario.params().keySet()));
        }
      }
    }
    return problems;
  }

  /** Parameters that no condition uses. */
  public List<Problem> unused() {
    Set<String> used = new HashSet<>();
    conditions().forEach(condition -> used.addAll(Parameters.names(condition.value())));
    return scenario.params().keySet().stream()
        .filter(name -> !used.contains(name))
        .map(
            name ->
                Problem.at(
                        scenario.where(),
                        "no condition of scenario \""
                            + scenario.name()
                            + "\" uses its parameter \""
                            + name
                            + "\"")
                    .hint("write \":" + name + "\" where its value belongs, or drop it"))
        .toList();
  }

  private List<Located<String>> conditions() {
    return scenario.tables().stream().map(ScenarioTable::where).flatMap(Optional::stream).toList();
  }

  /**
   * The defaults, and a stand-in for everything else that a condition names: enough to see whether
   * the scenario fits a database.
   */
  SortedMap<String, String> draftValues() {
    SortedMap<String, String> values = new TreeMap<>();
    for (Located<String> condition : conditions()) {
      Parameters.names(condition.value()).forEach(name -> values.put(name, UNKNOWN));
    }
    scenario
        .params()
        .forEach((name, byDefault) -> byDefault.ifPresent(value -> values.put(name, value)));
    return values;
  }

  /** Writes NULL for the stand-in, which fits every type. */
  static Function<String, Sql> draftQuote(Function<String, Sql> quote) {
    return value -> value.equals(UNKNOWN) ? Sql.of("NULL") : quote.apply(value);
  }
}
