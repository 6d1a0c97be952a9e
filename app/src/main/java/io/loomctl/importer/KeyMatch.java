package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.sql.Sql;
import java.util.List;

/**
 * Conditions under which a row of the target and a row of the snapshot are the same row. Plain
 * equality where no key value is NULL, so that indexes and hashes can be used; rows with a NULL in
 * their key, few as a rule, get a condition of their own.
 */
record KeyMatch(ImportTable table) {

  private List<Column> columns() {
    return table.key().stream().map(table::column).toList();
  }

  boolean mayHaveNulls() {
    return columns().stream().anyMatch(column -> !column.notNull());
  }

  /** For rows none of whose key values is NULL. */
  Sql equal(Sql one, Sql other) {
    return columns().stream()
        .map(column -> column.equal(value(one, column), value(other, column)))
        .collect(Sql.joining(" AND "));
  }

  /** For all rows: NULL and NULL are the same. */
  Sql same(Sql one, Sql other) {
    return columns().stream()
        .map(column -> column.same(value(one, column), value(other, column)))
        .collect(Sql.joining(" AND "));
  }

  private static Sql value(Sql row, Column column) {
    return Sql.of("{}.{}", row, Sql.name(column.name().value()));
  }

  Sql hasNull(Sql row) {
    return columns().stream()
        .filter(column -> !column.notNull())
        .map(column -> Sql.of("{}.{} IS NULL", row, Sql.name(column.name().value())))
        .collect(Sql.joining(" OR "));
  }

  /**
   * Rows of a query, each with the row of the target that is the same, if there is one.
   *
   * @param rows a query or table with the key's columns under their names
   * @param columns what to select: {@code r} is the row, {@code t} the target's
   * @param filter further conditions, or nothing
   */
  Sql joined(Sql rows, Sql columns, Sql filter) {
    Sql r = Sql.of("r");
    Sql t = Sql.of("t");
    Sql also = filter.text().isEmpty() ? Sql.EMPTY : Sql.of(" AND {}", filter);
    if (!mayHaveNulls()) {
      return Sql.of(
          "SELECT {} FROM {} AS r LEFT JOIN {} AS t ON {} WHERE true{}",
          columns,
          rows,
          table.target().from(),
          equal(t, r),
          also);
    }
    return Sql.of(
        "SELECT {} FROM {} AS r LEFT JOIN {} AS t ON {} WHERE NOT ({}){}\nUNION ALL\n"
            + "SELECT {} FROM {} AS r LEFT JOIN {} AS t ON {} WHERE ({}){}",
        columns,
        rows,
        table.target().from(),
        equal(t, r),
        hasNull(r),
        also,
        columns,
        rows,
        table.target().from(),
        same(t, r),
        hasNull(r),
        also);
  }

  /** That a row of the target is none of those in a table. */
  Sql isNone(Sql targetRow, Sql rows) {
    Sql r = Sql.of("r");
    Sql none = Sql.of("NOT EXISTS (SELECT FROM {} AS r WHERE {})", rows, equal(r, targetRow));
    if (!mayHaveNulls()) {
      return none;
    }
    return Sql.of(
        "{} AND (NOT ({}) OR NOT EXISTS (SELECT FROM {} AS r WHERE ({}) AND {}))",
        none,
        hasNull(targetRow),
        rows,
        hasNull(r),
        same(r, targetRow));
  }
}
