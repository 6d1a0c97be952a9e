package io.loomctl.scenario;

import io.loomctl.config.Located;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.TableConfig;
import io.loomctl.graph.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many rows a snapshot may hold, by the config's {@code max_rows}.
 *
 * @param tables of single tables
 * @param total of all tables together
 */
public record RowLimits(Map<TableName, Located<Long>> tables, Optional<Located<Long>> total) {

  static RowLimits of(ConfiguredSchema schema, ScenarioConfig scenario) {
    Map<TableName, Located<Long>> limits = new TreeMap<>();
    for (TableName table : schema.tables().keySet()) {
      schema
          .written(table)
          .flatMap(TableConfig::maxRows)
          .ifPresent(limit -> limits.put(table, limit));
    }
    return new RowLimits(limits, scenario.maxRows());
  }

  /** Whether there is nothing to count the table's rows for. */
  boolean isUnlimited(TableName table) {
    return total.isEmpty() && !tables.containsKey(table);
  }
}
