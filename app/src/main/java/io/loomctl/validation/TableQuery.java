package io.loomctl.validation;

import io.loomctl.catalog.UniqueKey;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.DataTable;
import io.loomctl.sql.Sql;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parts of a query for rows of one table; they go by {@code loomctl_row}. */
record TableQuery(DataTable table) {

  /** Whether the connected role sees every row and every column. */
  boolean mayRead() {
    return table.table().readable() && !table.table().rowSecurity();
  }

  /** Says that it does not. */
  Finding notRead() {
    return notRead(table.name());
  }

  /** Says so of a table or a sequence. */
  static Finding notRead(TableName name) {
    return Finding.warning(
        Problem.of(name + " was not looked at: this role does not see all of it")
            .hint("connect as the tables' owner"));
  }

  /** {@code FROM ONLY schema.table}: without the children of inheritance, with all partitions. */
  Sql from() {
    Sql name = Sql.name(table.name().schema(), table.name().name());
    return Sql.of(
        "FROM {} AS loomctl_row", table.table().partitioned() ? name : Sql.of("ONLY {}", name));
  }

  /** What shows people which row it is, and the columns in question. */
  Sql identity(List<ColumnName> columns) {
    Set<ColumnName> shown = new LinkedHashSet<>();
    table.table().primaryKey().map(UniqueKey::columns).ifPresent(shown::addAll);
    shown.addAll(columns);
    return list(shown.stream().toList());
  }

  /** Where it makes no difference otherwise, the same rows come first each time. */
  Sql order() {
    return table
        .table()
        .primaryKey()
        .map(key -> Sql.of(" ORDER BY {}", list(key.columns())))
        .orElse(Sql.EMPTY);
  }

  private static Sql list(List<ColumnName> columns) {
    return columns.stream()
        .map(column -> Sql.of("loomctl_row.{}", Sql.name(column.value())))
        .collect(Sql.joining(", "));
  }
}
