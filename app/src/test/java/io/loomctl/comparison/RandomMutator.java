package io.loomctl.comparison;

import io.loomctl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Changes rows of a database at random: values, references, rows that come and go. What the
 * database does not allow does not happen.
 */
final class RandomMutator implements AutoCloseable {

  private record Column(String name, String type, boolean key, boolean unique) {}

  private final Random random;
  private final Connection connection;
  private final Statement statement;

  RandomMutator(TestDatabase database, long seed) throws SQLException {
    this.random = new Random(seed);
    this.connection = database.connect();
    this.connection.setAutoCommit(false);
    this.statement = connection.createStatement();
    this.statement.setEscapeProcessing(false);
  }

  /** Tries that many changes of tables in the schema {@code public}. */
  void mutate(int changes) throws SQLException {
    List<String> tables =
        strings(
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind IN ('r', 'p') AND NOT"
                + " relispartition AND relnamespace = 'public'::regnamespace ORDER BY relname");
    for (int i = 0; i < changes; i++) {
      String table = tables.get(random.nextInt(tables.size()));
      List<Column> columns = columns(table);
      switch (random.nextInt(6)) {
        case 0 -> attempt("DELETE FROM %s WHERE %s".formatted(table, someRow(table)));
        case 1 -> attempt(copy(table, columns, i));
        default -> attempt(update(table, columns, i));
      }
    }
    connection.commit();
  }

  private String update(String table, List<Column> columns, int number) {
    Column column = columns.get(random.nextInt(columns.size()));
    String name = column.name();
    String value =
        switch (random.nextInt(3)) {
          case 0 -> "NULL";
          case 1 ->
              "(SELECT %s FROM %s ORDER BY md5(%s::text || '%d') LIMIT 1)"
                  .formatted(name, table, name, number);
          default -> changed(column, number);
        };
    return "UPDATE %s SET %s = %s WHERE %s".formatted(table, name, value, someRow(table));
  }

  private static String changed(Column column, int number) {
    return switch (column.type()) {
      case "text", "character varying" -> "%s || ' \\t\\%d é'".formatted(column.name(), number);
      case "smallint", "integer", "bigint", "numeric", "real", "double precision" ->
          column.name() + " + 1";
      case "boolean" -> "NOT " + column.name();
      case "timestamp with time zone", "timestamp without time zone", "date" ->
          column.name() + " + interval '1 day'";
      default -> column.name();
    };
  }

  /** A row like another one, with a key of its own. */
  private String copy(String table, List<Column> columns, int number) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Column column : columns) {
      names.add(column.name());
      values.add(column.key() || column.unique() ? fresh(table, column, number) : column.name());
    }
    return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s WHERE %s"
        .formatted(
            table, String.join(", ", names), String.join(", ", values), table, someRow(table));
  }

  private static String fresh(String table, Column column, int number) {
    return switch (column.type()) {
      case "smallint", "integer", "bigint" ->
          "(SELECT max(%s) + 1 FROM %s)".formatted(column.name(), table);
      case "text", "character varying" -> "%s || 'x%d'".formatted(column.name(), number);
      case "uuid" -> "gen_random_uuid()";
      default -> column.name();
    };
  }

  private String someRow(String table) {
    return "(tableoid, ctid) = (SELECT tableoid, ctid FROM %s AS r ORDER BY md5(r::text || '%d') LIMIT 1)"
        .formatted(table, random.nextInt());
  }

  private List<Column> columns(String table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT quote_ident(attname), format_type(atttypid, NULL),
                   EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey)),
                   EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisunique AND indnatts = 1 AND attnum = ANY (indkey))
            FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            ORDER BY attnum"""
                .formatted(table))) {
      while (rows.next()) {
        columns.add(
            new Column(
                rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
      }
    }
    return columns;
  }

  private List<String> strings(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private void attempt(String sql) throws SQLException {
    statement.execute("SAVEPOINT change");
    try {
      statement.execute(sql);
      statement.execute("RELEASE SAVEPOINT change");
    } catch (SQLException e) {
      // The data or a trigger does not allow it, so there is no such change.
      statement.execute("ROLLBACK TO SAVEPOINT change");
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
