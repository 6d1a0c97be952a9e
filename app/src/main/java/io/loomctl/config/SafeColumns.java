package io.loomctl.config;

import io.loomctl.graph.ColumnName;
import java.util.List;

/**
 * Columns that are declared to hold nothing personal.
 *
 * @param all every column of the table, also one that is added later
 */
public record SafeColumns(boolean all, List<Located<ColumnName>> columns) {

  static final SafeColumns NONE = new SafeColumns(false, List.of());

  public SafeColumns {
    columns = List.copyOf(columns);
  }
}
