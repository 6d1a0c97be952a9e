package io.loomctl.cli;

import io.loomctl.config.Config;
import io.loomctl.graph.ScenarioName;
import io.loomctl.store.StoreContent;
import io.loomctl.store.StoredScenario;

/** Scenarios by what is in the snapshot folder. */
final class StoredName {

  private StoredName() {}

  /** A scenario that the config no longer has can still have versions. */
  static ScenarioName find(String scenario, Config config, StoreContent content) {
    return content.scenarios().values().stream()
        .filter(stored -> !stored.versions().isEmpty())
        .map(StoredScenario::scenario)
        .filter(stored -> stored.value().equals(scenario))
        .findFirst()
        .orElseGet(() -> config.scenario(scenario).name());
  }
}
