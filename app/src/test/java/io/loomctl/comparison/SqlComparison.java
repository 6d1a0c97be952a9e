package io.loomctl.comparison;

import io.loomctl.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares the tables of the schema {@code public} with what they were, in SQL and in one database:
 * independent of snapshots and of how they are compared.
 */
final class SqlComparison {

  private static final String BEFORE = "loomctl_before";

  private final TestDatabase database;

  SqlComparison(TestDatabase database) {
    this.database = database;
  }

  /** Keeps the rows as they are now. */
  void remember() {
    database.execute("ALTER DATABASE %s SET TimeZone = 'UTC'".formatted(database.name()));
    database.execute("CREATE SCHEMA " + BEFORE);
    for (String table : tables()) {
      database.execute("CREATE TABLE %s.%s AS TABLE public.%s".formatted(BEFORE, table, table));
    }
  }

  /** Each column of each row that differs: table, change, key, column, old, new. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    for (String table : tables()) {
      List<String> key = columns(table, "AND attnum = ANY (conkey)");
      List<String> columns = columns(table, "");
      differences.addAll(key.isEmpty() ? withoutKey(table, columns) : withKey(table, key, columns));
    }
    differences.sort(null);
    return differences;
  }

  private List<String> tables() {
    return database.query(
        "SELECT quote_ident(relname) FROM pg_class WHERE relkind IN ('r', 'p') AND NOT"
            + " relispartition AND relnamespace = 'public'::regnamespace ORDER BY relname");
  }

  /** In the order of the key, or of the table. */
  private List<String> columns(String table, String ofKey) {
    boolean key = !ofKey.isEmpty();
    return database.query(
        """
        SELECT quote_ident(attname) FROM pg_attribute %s
        WHERE attrelid = 'public.%s'::regclass AND attnum > 0 AND NOT attisdropped
          AND attgenerated = '' %s ORDER BY %s"""
            .formatted(
                key ? "JOIN pg_constraint ON conrelid = attrelid AND contype = 'p'" : "",
                table,
                ofKey,
                key ? "array_position(conkey, attnum)" : "attnum"));
  }

  private List<String> withKey(String table, List<String> key, List<String> columns) {
    String same = key.stream().map(column -> same(column)).collect(Collectors.joining(" AND "));
    String first = key.get(0);
    List<String> found = new ArrayList<>();
    for (String column : columns) {
      if (!key.contains(column)) {
        found.addAll(
            database.query(
                """
                SELECT '%s', CASE WHEN a.%s IS NULL THEN 'added' WHEN b.%s IS NULL THEN 'removed'
                             ELSE 'modified' END,
                       concat_ws(',', %s), '%s', %s, %s
                FROM %s.%s a FULL JOIN public.%s b ON %s
                WHERE a.%s IS NULL OR b.%s IS NULL OR %s IS DISTINCT FROM %s"""
                    .formatted(
                        unquoted(table),
                        first,
                        first,
                        key.stream()
                            .map(
                                name ->
                                    "coalesce(%s, %s)"
                                        .formatted(text("a." + name), text("b." + name)))
                            .collect(Collectors.joining(", ")),
                        unquoted(column),
                        text("a." + column),
                        text("b." + column),
                        BEFORE,
                        table,
                        table,
                        same,
                        first,
                        first,
                        text("a." + column),
                        text("b." + column))));
      }
    }
    return found;
  }

  private List<String> withoutKey(String table, List<String> columns) {
    String row =
        columns.stream().map(SqlComparison::text).collect(Collectors.joining(", ", "ARRAY[", "]"));
    List<String> found = new ArrayList<>();
    for (String change : List.of("added", "removed")) {
      boolean added = change.equals("added");
      found.addAll(
          database.query(
              """
              SELECT '%s', '%s', r::text FROM (SELECT %s FROM %s.%s EXCEPT ALL SELECT %s FROM %s.%s) AS x (r)"""
                  .formatted(
                      unquoted(table),
                      change,
                      row,
                      added ? "public" : BEFORE,
                      table,
                      row,
                      added ? BEFORE : "public",
                      table)));
    }
    return found;
  }

  private static String same(String column) {
    return "a.%s = b.%s".formatted(column, column);
  }

  /** As the type's output function prints it, which a cast to text does not always do. */
  private static String text(String column) {
    return ("CASE WHEN %s IS NOT DISTINCT FROM NULL THEN NULL WHEN pg_typeof(%s) = 'bool'::regtype"
            + " THEN CASE concat(%s) WHEN 't' THEN 'true' ELSE 'false' END ELSE concat(%s) END")
        .formatted(column, column, column, column);
  }

  private static String unquoted(String name) {
    return Arrays.stream(name.split("\"")).collect(Collectors.joining());
  }
}
