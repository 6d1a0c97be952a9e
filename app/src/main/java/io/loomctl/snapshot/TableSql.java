package io.loomctl.snapshot;

import io.loomctl.graph.ColumnName;
import io.loomctl.sql.Sql;
import java.util.Collection;

/** How statements of a snapshot, or about one, name a table, its columns and its rows. */
public final class TableSql {

  private TableSql() {}

  public static Sql name(TableHeader table) {
    return Sql.name(table.name().schema(), table.name().name());
  }

  /** The table without those that inherit from it, but with its partitions. */
  public static Sql only(TableHeader table) {
    return table.partitioned() ? name(table) : Sql.of("ONLY {}", name(table));
  }

  public static Sql columns(Collection<ColumnName> columns) {
    return columns.stream().map(column -> Sql.name(column.value())).collect(Sql.joining(", "));
  }

  /** Columns of a row that goes by an alias. */
  public static Sql columns(Sql row, Collection<ColumnName> columns) {
    return columns.stream()
        .map(column -> Sql.of("{}.{}", row, Sql.name(column.value())))
        .collect(Sql.joining(", "));
  }

  /** A row's values as text: defined for every type, also those without equality. */
  public static Sql text(Sql row, Collection<ColumnName> columns) {
    return Sql.of("ROW({})::text", columns(row, columns));
  }

  /** That two rows have the same values in the table's columns of those names. */
  public static Sql same(TableHeader table, Collection<ColumnName> columns, Sql row, Sql other) {
    return table.columns().stream()
        .filter(column -> columns.contains(column.name()))
        .map(
            column -> {
              Sql name = Sql.name(column.name().value());
              return column.notNull()
                  ? Sql.of("{}.{} = {}.{}", row, name, other, name)
                  : Sql.of("{}.{} IS NOT DISTINCT FROM {}.{}", row, name, other, name);
            })
        .collect(Sql.joining(" AND "));
  }
}
