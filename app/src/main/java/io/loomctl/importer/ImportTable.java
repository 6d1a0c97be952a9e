package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.DataTable;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.sql.Sql;
import java.util.Collection;
import java.util.List;

/**
 * A table of the snapshot and the table of the target that its rows belong to.
 *
 * @param number tells its temporary tables from those of others
 * @param columns the target's columns that the snapshot has values for, in the snapshot's order
 * @param surrogates columns that identify a row to others but mean nothing: a row that is matched
 *     by its natural key keeps the values that it has in the target
 * @param written whether its rows are written; else they are matched only
 */
record ImportTable(
    int number,
    TableHeader header,
    DataTable target,
    List<Column> columns,
    List<ColumnName> surrogates,
    boolean written) {

  ImportTable {
    columns = List.copyOf(columns);
    surrogates = List.copyOf(surrogates);
  }

  TableName name() {
    return target.name();
  }

  List<ColumnName> key() {
    return target.key().columns();
  }

  boolean matchesWholeRows() {
    return target.key().kind() == MatchKey.Kind.WHOLE_ROW;
  }

  boolean carries(Collection<ColumnName> names) {
    return names.stream()
        .allMatch(name -> columns.stream().anyMatch(column -> column.name().equals(name)));
  }

  Column column(ColumnName name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name() + " has no " + name));
  }

  /** The rows as they are in the snapshot. */
  Sql staged() {
    return temporary("rows");
  }

  /** Rows that only the target has, where both sides were merged. */
  Sql surplus() {
    return temporary("surplus");
  }

  /** The rows with the target's ids, where these differ. */
  Sql rewritten() {
    return temporary("rewritten");
  }

  /** Staged rows and the rows of the target that have the same natural key. */
  Sql matches() {
    return temporary("matches");
  }

  /** Staged rows whose surrogate values change, with the new ones. */
  Sql ids() {
    return temporary("ids");
  }

  /**
   * Rows that are to be inserted or updated; {@code substitute} marks new rows that are written in
   * the place of a deleted one.
   */
  Sql differences() {
    return temporary("differences");
  }

  /** Rows of the target that the delta's base has, where a delta is imported. */
  Sql base() {
    return temporary("base");
  }

  /** The same table with other temporary tables. */
  ImportTable numbered(int other) {
    return new ImportTable(other, header, target, columns, surrogates, written);
  }

  /** Rows of the target that are to be deleted. */
  Sql deletions() {
    return temporary("deletions");
  }

  private Sql temporary(String what) {
    return Sql.name("pg_temp", "loomctl_" + what + "_" + number);
  }

  /** The columns as a list, each after an alias. */
  Sql values(Sql alias) {
    return values(columns.stream().map(Column::name).toList(), alias);
  }

  static Sql values(List<ColumnName> columns, Sql alias) {
    return columns.stream()
        .map(column -> Sql.of("{}.{}", alias, Sql.name(column.value())))
        .collect(Sql.joining(", "));
  }

  Sql columnList() {
    return columns.stream()
        .map(column -> Sql.name(column.name().value()))
        .collect(Sql.joining(", "));
  }
}
