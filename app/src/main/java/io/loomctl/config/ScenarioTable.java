package io.loomctl.config;

import java.util.List;
import java.util.Optional;

/**
 * A table that a scenario names.
 *
 * @param where SQL condition of the owned rows
 * @param via alternatives, each as written: a column, several joined by commas, or the parent table
 */
public record ScenarioTable(
    ConfiguredTable table, Optional<Located<String>> where, List<Located<String>> via) {

  public ScenarioTable {
    via = List.copyOf(via);
  }
}
