package io.loomctl.scenario;

import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;

/**
 * A table with rows in the snapshot.
 *
 * @param whole whether all of its rows were taken; they are counted only when {@link Selection} had
 *     to, and else 0
 * @param owned rows that the scenario owns
 * @param required rows that came along because a selected row references them
 * @param from a FROM clause that yields the rows; the table goes by {@code loomctl_row} in it
 */
public record SelectedTable(DataTable table, boolean whole, long owned, long required, Sql from) {

  /** All rows of a table, none of them counted. */
  public static SelectedTable whole(DataTable table) {
    return new SelectedTable(table, true, 0, 0, Sql.of("FROM {} AS loomctl_row", table.from()));
  }

  public TableName name() {
    return table.name();
  }
}
