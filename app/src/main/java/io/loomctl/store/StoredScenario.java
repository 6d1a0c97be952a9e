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

  public Optional<StoredSnapshot> latest() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }
}
