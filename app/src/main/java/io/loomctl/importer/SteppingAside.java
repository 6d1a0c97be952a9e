package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rows whose unique values are about to change give them up for a moment, so that those who get
 * them find them free. Only columns that no foreign key knows are touched: nobody notices.
 */
record SteppingAside(Session session, ConfiguredSchema schema, StagedTables staged) {

  /** Moves the rows out of the way, and notes where they are now. */
  void run(ImportTable table) {
    List<Sql> set = new ArrayList<>();
    values(table)
        .forEach((column, value) -> set.add(Sql.of("{} = {}", Sql.name(column.value()), value)));
    if (set.isEmpty()) {
      return;
    }
    session.execute(
        Sql.of(
            "WITH aside AS (UPDATE {} AS t SET {} FROM {} AS d WHERE t.ctid = d.tuple AND"
                + " t.tableoid = d.relation RETURNING d.loomctl_staged, t.tableoid AS relation,"
                + " t.ctid AS tuple) UPDATE {} AS d SET relation = a.relation, tuple = a.tuple FROM"
                + " aside AS a WHERE a.loomctl_staged = d.loomctl_staged",
            table.target().from(),
            Sql.join(", ", set),
            changing(table),
            table.differences()));
  }

  /** The rows that get other unique values, numbered. */
  private Sql changing(ImportTable table) {
    List<ColumnName> columns = keys(table).flatMap(key -> key.columns().stream()).toList();
    return Sql.of(
        "(SELECT d.loomctl_staged, d.relation, d.tuple, pg_catalog.row_number() OVER () AS number"
            + " FROM {} AS d JOIN {} AS r ON r.ctid = d.loomctl_staged JOIN {} AS t ON t.ctid ="
            + " d.tuple AND t.tableoid = d.relation WHERE ROW({})::record"
            + " OPERATOR(pg_catalog.*<>) ROW({})::record)",
        table.differences(),
        staged.rows(table),
        table.target().from(),
        ImportTable.values(columns, Sql.of("t")),
        ImportTable.values(columns, Sql.of("r")));
  }

  /** For one column of each key, a value that nobody has. */
  private Map<ColumnName, Sql> values(ImportTable table) {
    Map<ColumnName, Sql> values = new TreeMap<>();
    keys(table)
        .forEach(
            key ->
                key.columns().stream()
                    .filter(column -> isFree(table, column))
                    .filter(column -> value(table, key, column).isPresent())
                    .findFirst()
                    .ifPresent(
                        column -> values.put(column, value(table, key, column).orElseThrow())));
    return values;
  }

  private static Stream<UniqueKey> keys(ImportTable table) {
    return table.target().table().keys().stream()
        .filter(UniqueKey::immediate)
        .filter(key -> table.carries(key.columns()));
  }

  private boolean isFree(ImportTable table, ColumnName column) {
    List<Reference> foreignKeys = schema.catalog().foreignKeys();
    return !table.column(column).identityAlways()
        && foreignKeys.stream()
            .filter(reference -> reference.child().equals(table.name()))
            .noneMatch(reference -> reference.columns().contains(column))
        && foreignKeys.stream()
            .filter(reference -> reference.parent().equals(table.name()))
            .noneMatch(reference -> reference.parentColumns().contains(column));
  }

  private Optional<Sql> value(ImportTable table, UniqueKey key, ColumnName name) {
    Column column = table.column(name);
    if (!column.notNull() && !key.nullsNotDistinct()) {
      return Optional.of(Sql.of("NULL"));
    } else if (column.type().equals("uuid")) {
      return Optional.of(Sql.of("pg_catalog.gen_random_uuid()"));
    }
    return switch (column.family()) {
      case INTEGER -> Optional.of(beyondAll(table, Sql.name(name.value())));
      case TEXT -> Optional.of(Sql.of("pg_catalog.gen_random_uuid()::text"));
      case ORDERED, OID, OTHER -> Optional.empty();
    };
  }

  private Sql beyondAll(ImportTable table, Sql column) {
    return Sql.of(
        "(SELECT max(high) FROM (SELECT max({}) AS high FROM {} UNION ALL SELECT max({}) FROM {})"
            + " AS h) + d.number",
        column,
        table.target().from(),
        column,
        staged.rows(table));
  }
}
