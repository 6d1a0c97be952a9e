package io.loomctl.catalog;

import io.loomctl.graph.ColumnName;
import java.util.List;

/**
 * A unique index over plain columns that holds for all rows.
 *
 * @param immediate false for a deferrable constraint
 * @param nullsNotDistinct whether two NULLs count as equal (PostgreSQL 15)
 */
public record UniqueKey(
    String name,
    List<ColumnName> columns,
    boolean primary,
    boolean immediate,
    boolean nullsNotDistinct) {

  public UniqueKey {
    columns = List.copyOf(columns);
  }
}
