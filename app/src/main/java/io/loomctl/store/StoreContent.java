package io.loomctl.store;

import io.loomctl.failure.Problem;
import io.loomctl.graph.ScenarioName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything in a snapshot folder.
 *
 * @param problems files that look like snapshots but cannot be read, and a manifest that cannot
 */
public record StoreContent(
    SortedMap<ScenarioName, StoredScenario> scenarios, List<Problem> problems) {

  public StoreContent {
    scenarios = new TreeMap<>(scenarios);
    problems = List.copyOf(problems);
  }

  public StoredScenario scenario(ScenarioName name) {
    return scenarios.getOrDefault(name, new StoredScenario(name, List.of(), 0));
  }
}
