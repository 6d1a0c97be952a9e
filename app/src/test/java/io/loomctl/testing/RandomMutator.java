package io.loomctl.testing;

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
public final class RandomMutator implements AutoCloseable {

  /** How many rows are tried until one can be changed. */
  private static final int TRIES = 3;

  private record Column(String name, String type, boolean key, boolean unique, boolean guarded) {}

  private final Random random;
  private final Connection connection;
  private final Statement statement;

  public RandomMutator(TestDatabase database, long seed) throws SQLException {
    this.random = new Random(seed);
    this.connection = database.connect();
    this.connection.setAutoCommit(false);
    this.statement = connection.createStatement();
    this.statement.setEscapeProcessing(false);
  }

  /** Tries that many changes, each in any table. */
  public void mutate(int changes) throws SQLException {
    List<String> tables = begin();
    for (int i = 0; i < changes; i++) {
      String table = tables.get(random.nextInt(tables.size()));
      change(table, columns(table), random.nextInt(6), i);
    }
    connection.commit();
  }

  /**
   * Deletes, adds and updates rows in every table, so many times each, as far as its constraints
   * allow it.
   *
   * @param unique whether columns are updated whose values have to be unique: then rows that were
   *     not there before may have the values of rows that were. Where such columns are no primary
   *     key, whole rows may be what tells rows apart, and any update makes another row.
   */
  public void mutateEveryTable(int times, boolean unique) throws SQLException {
    int number = 0;
    for (String table : begin()) {
      List<Column> columns = columns(table);
      boolean free = unique || columns.stream().anyMatch(Column::key);
      List<Column> updated =
          columns.stream()
              .filter(column -> unique || !column.guarded())
              .filter(column -> free || columns.stream().noneMatch(Column::guarded))
              .toList();
      for (int kind = 0; kind < 3; kind++) {
        int done = 0;
        for (int i = 0; i < TRIES * times && done < times; i++) {
          done += change(table, kind < 2 ? columns : updated, kind, number++) > 0 ? 1 : 0;
        }
      }
    }
    connection.commit();
  }

  /** What breaks a deferrable constraint is to fail at once. */
  private List<String> begin() throws SQLException {
    statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
    return strings(
        """
        SELECT format('%s%I.%I', CASE relkind WHEN 'r' THEN 'ONLY ' END, nspname, relname)
          FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
         WHERE relkind IN ('r', 'p') AND NOT relispartition
           AND nspname !~ '^(pg|loomctl)_' AND nspname <> 'information_schema'
           AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
         ORDER BY nspname, relname""");
  }

  private int change(String table, List<Column> columns, int kind, int number) throws SQLException {
    return switch (kind) {
      case 0 -> attempt("DELETE FROM %s WHERE %s".formatted(table, someRow(table)));
      case 1 -> attempt(copy(table, columns, number));
      default -> columns.isEmpty() ? 0 : attempt(update(table, columns, number));
    };
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
    String into = table.replaceFirst("^ONLY ", "");
    return columns.isEmpty()
        ? "INSERT INTO %s DEFAULT VALUES".formatted(into)
        : "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s WHERE %s"
            .formatted(
                into, String.join(", ", names), String.join(", ", values), table, someRow(table));
  }

  private static String fresh(String table, Column column, int number) {
    return switch (column.type()) {
      case "smallint", "integer", "bigint" ->
          "(SELECT max(%s) + 100 FROM %s)".formatted(column.name(), table);
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
                   EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary AND NOT indisexclusion AND attnum = ANY (indkey)),
                   EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisunique AND indnatts = 1 AND attnum = ANY (indkey)),
                   EXISTS (SELECT FROM pg_index JOIN pg_attribute o ON o.attrelid = indrelid AND o.attname = a.attname
                            WHERE (indrelid = a.attrelid OR indrelid IN (SELECT relid FROM pg_partition_tree(a.attrelid)))
                              AND (indisunique OR indisexclusion) AND (o.attnum = ANY (indkey) OR 0 = ANY (indkey)))
            FROM pg_attribute a WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            ORDER BY attnum"""
                .formatted(literal(table.replaceFirst("^ONLY ", ""))))) {
      while (rows.next()) {
        columns.add(
            new Column(
                rows.getString(1),
                rows.getString(2),
                rows.getBoolean(3),
                rows.getBoolean(4),
                rows.getBoolean(5)));
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

  private static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  /** The number of rows that were changed. */
  private int attempt(String sql) throws SQLException {
    statement.execute("SAVEPOINT change");
    try {
      int changed = statement.executeUpdate(sql);
      statement.execute("RELEASE SAVEPOINT change");
      return changed;
    } catch (SQLException e) {
      // The data or a trigger does not allow it, so there is no such change.
      statement.execute("ROLLBACK TO SAVEPOINT change");
      return 0;
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
