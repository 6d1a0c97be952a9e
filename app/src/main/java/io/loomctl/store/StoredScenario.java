package io.loomctl.store;

import io.loomctl.graph.ScenarioName;
import java.util.List;
import java.util.Optional;

/**
 * The versions of one scenario.
 *
 * @param versions the oldest first
 * @param highest the highest version number ever used, also by files that are gone
 */
public record StoredScenario(ScenarioName scenario, List<StoredSnapshot> versions, int highest) {

  public StoredScenario {
    versions = List.copyOf(versions);
  }

  /** The newest version that holds all of the scenario. */
  public Optional<StoredSnapshot> latest() {
    return newest(true);
  }

  /** The newest of the whole versions, or of the parts. */
  Optional<StoredSnapshot> newest(boolean whole) {
    return versions.stream()
        .filter(version -> version.whole() == whole)
        .reduce((older, newer) -> newer);
  }
}
