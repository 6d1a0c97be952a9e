package io.loomctl.catalog;

import io.loomctl.database.RowMapper;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the catalog with one query per kind of object, whatever the number of tables. */
public final class CatalogReader {

  private final Session session;
  private final Map<Long, TableName> tableByOid = new TreeMap<>();

  private CatalogReader(Session session) {
    this.session = session;
  }

  public static Catalog read(Session session) {
    return new CatalogReader(session).read();
  }

  private Catalog read() {
    Map<TableName, String> withoutRows = new TreeMap<>();
    List<TableRow> rows =
        session.query(Sql.resource(CatalogReader.class, "tables.sql"), TableRow::of);
    for (TableRow row : rows) {
      if (row.holdsRows) {
        tableByOid.put(row.oid, row.name);
      } else {
        withoutRows.put(row.name, row.what);
      }
    }
    List<Sequence> sequences = sequences();
    return new Catalog(
        session.queryOne(
            Sql.of("SELECT split_part(current_setting('server_version'), ' ', 1)"),
            row -> row.getString(1)),
        session.queryOne(
            Sql.of("SELECT current_setting('server_encoding')"), row -> row.getString(1)),
        session.query(
            Sql.of("SELECT nspname FROM pg_namespace ORDER BY nspname"), row -> row.getString(1)),
        tables(rows, sequences),
        ForeignKeys.read(session, tableByOid),
        partitionConditions(),
        StoredFunctions.reads(session, tableByOid),
        sequences,
        withoutRows);
  }

  private Map<TableName, String> partitionConditions() {
    Map<TableName, String> conditions = new TreeMap<>();
    session
        .query(
            Sql.resource(CatalogReader.class, "partition_conditions.sql"),
            row ->
                Map.entry(
                    new TableName(row.getString("schema"), row.getString("name")),
                    row.getString("condition")))
        .forEach(entry -> conditions.put(entry.getKey(), entry.getValue()));
    return conditions;
  }

  private Map<TableName, Table> tables(List<TableRow> rows, List<Sequence> sequences) {
    Parts<Column> columns =
        parts(Sql.resource(CatalogReader.class, "columns.sql"), CatalogReader::column);
    Parts<UniqueKey> keys =
        parts(Sql.resource(CatalogReader.class, "keys.sql"), CatalogReader::uniqueKey);
    Parts<Trigger> triggers =
        parts(Sql.resource(CatalogReader.class, "triggers.sql"), CatalogReader::trigger);
    Parts<SequenceUse> uses =
        parts(
            Sql.resource(CatalogReader.class, "sequence_uses.sql"),
            row -> sequenceUse(row, sequences));
    Map<TableName, Table> tables = new TreeMap<>();
    for (TableRow row : rows) {
      if (row.holdsRows) {
        tables.put(
            row.name,
            new Table(
                row.name,
                row.partitioned,
                row.extension,
                row.rowSecurity,
                row.readable,
                row.owned,
                row.estimatedRows,
                columns.of(row.oid),
                keys.of(row.oid),
                triggers.of(row.oid),
                uses.of(row.oid)));
      }
    }
    return tables;
  }

  private static Column column(ResultSet row) throws SQLException {
    return new Column(
        new ColumnName(row.getString("name")),
        row.getString("type"),
        row.getString("base"),
        Column.Family.valueOf(row.getString("family").toUpperCase(Locale.ROOT)),
        row.getBoolean("not_null"),
        row.getBoolean("has_default"),
        switch (row.getString("generated")) {
          case "s" -> Column.Generated.STORED;
          case "v" -> Column.Generated.VIRTUAL;
          default -> Column.Generated.NO;
        },
        !row.getString("identity").isEmpty(),
        row.getString("identity").equals("a"),
        row.getString("collation"),
        row.getString("equality"),
        row.getBoolean("readable"));
  }

  private static UniqueKey uniqueKey(ResultSet row) throws SQLException {
    return new UniqueKey(
        row.getString("name"),
        ForeignKeys.columnNames(row.getArray("columns")),
        row.getBoolean("is_primary"),
        row.getBoolean("is_immediate"),
        row.getBoolean("nulls_not_distinct"));
  }

  private static Trigger trigger(ResultSet row) throws SQLException {
    return new Trigger(
        new TableName(row.getString("schema"), row.getString("relation")),
        row.getString("name"),
        switch (row.getString("mode")) {
          case "A" -> Trigger.Mode.ALWAYS;
          case "R" -> Trigger.Mode.REPLICA;
          case "D" -> Trigger.Mode.DISABLED;
          default -> Trigger.Mode.ENABLED;
        },
        row.getBoolean("is_rule")
            ? Trigger.Kind.RULE
            : row.getBoolean("is_clone") ? Trigger.Kind.CLONE : Trigger.Kind.TRIGGER);
  }

  private List<Sequence> sequences() {
    return session
        .query(
            Sql.resource(CatalogReader.class, "sequences.sql"),
            row ->
                new Sequence(
                    new TableName(row.getString("schema"), row.getString("name")),
                    row.getBoolean("ascending"),
                    row.getLong("lowest"),
                    row.getLong("highest"),
                    row.getBoolean("readable")))
        .stream()
        .sorted(Comparator.comparing(Sequence::name))
        .toList();
  }

  private static SequenceUse sequenceUse(ResultSet row, List<Sequence> sequences)
      throws SQLException {
    TableName name = new TableName(row.getString("schema"), row.getString("name"));
    return new SequenceUse(
        sequences.stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow(),
        new ColumnName(row.getString("column")));
  }

  private <T> Parts<T> parts(Sql sql, RowMapper<T> mapper) {
    Map<Long, List<T>> byTable = new TreeMap<>();
    session.query(
        sql,
        row ->
            byTable
                .computeIfAbsent(row.getLong("table_oid"), oid -> new ArrayList<>())
                .add(mapper.map(row)));
    return new Parts<>(byTable);
  }

  /** Things that belong to tables, by the table's oid. */
  private record Parts<T>(Map<Long, List<T>> byTable) {
    List<T> of(long oid) {
      return byTable.getOrDefault(oid, List.of());
    }
  }

  private record TableRow(
      long oid,
      TableName name,
      boolean holdsRows,
      String what,
      boolean partitioned,
      @Nullable String extension,
      boolean rowSecurity,
      boolean readable,
      boolean owned,
      long estimatedRows) {

    static TableRow of(ResultSet row) throws SQLException {
      return new TableRow(
          row.getLong("oid"),
          new TableName(row.getString("schema"), row.getString("name")),
          row.getBoolean("holds_rows"),
          row.getString("what"),
          row.getBoolean("partitioned"),
          row.getString("extension"),
          row.getBoolean("row_security"),
          row.getBoolean("readable"),
          row.getBoolean("owned"),
          row.getLong("estimated_rows"));
    }
  }
}
