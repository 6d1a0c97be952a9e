package io.loomctl.comparison;

import java.util.List;

/** Hears of differences in the order in which they are found: a table after the other, by name. */
public interface ComparisonListener {

  ComparisonListener NONE = new ComparisonListener() {};

  /** Comes first, also when there are none. */
  default void schema(List<SchemaDifference> differences) {}

  /** A row of the table whose {@link #table} comes next. */
  default void row(RowDifference difference) {}

  /** Comes after the table's rows, also when there are none. */
  default void table(TableDifference difference) {}
}
