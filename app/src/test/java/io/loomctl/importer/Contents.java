package io.loomctl.importer;

import static io.loomctl.importer.AnySchema.quoted;

import io.loomctl.importer.AnySchema.Reference;
import io.loomctl.importer.AnySchema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rows of the tables of a schema, as text. */
record Contents(AnySchema schema, Map<String, List<Row>> rows) {

  /**
   * A row.
   *
   * @param relation the table or partition that holds it
   * @param chosen whether the scenario's condition holds for it
   * @param version what changes whenever the row is written
   */
  record Row(
      Table table,
      String relation,
      Map<String, @Nullable String> values,
      boolean chosen,
      String version) {

    /** The values of some columns, equal when PostgreSQL calls them equal; null for any NULL. */
    @Nullable List<String> key(List<String> columns, Function<String, AnyType> types) {
      List<String> key = new ArrayList<>();
      for (String column : columns) {
        String value = values.get(column);
        if (value == null) {
          return null;
        }
        key.add(types.apply(column).same().apply(value));
      }
      return key;
    }

    @Nullable List<String> key(List<String> columns) {
      return key(columns, column -> table.column(column).type());
    }

    /** The same for rows that are the same by some columns, NULLs included. */
    String matchKey(List<String> columns) {
      return columns.stream()
          .map(column -> String.valueOf(key(List.of(column))))
          .collect(Collectors.joining(" "));
    }

    String text() {
      return relation + " " + new TreeMap<>(values);
    }

    /** Without what is computed from it. */
    String data() {
      Map<String, @Nullable String> data = new TreeMap<>(values);
      table.columns().stream()
          .filter(column -> column.filling().computed())
          .forEach(column -> data.remove(column.name()));
      return data.toString();
    }
  }

  /** Reads all rows. */
  static Contents of(AnySchema schema, AnyScenario scenario, Connection connection)
      throws SQLException {
    String query =
        schema.tables().stream()
            .map(table -> query(table, scenario.condition(table)))
            .collect(Collectors.joining("\nUNION ALL\n"));
    Map<String, List<Row>> rows = new TreeMap<>();
    schema.tables().forEach(table -> rows.put(table.name(), new ArrayList<>()));
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        Table table = schema.table(found.getString(1));
        Objects.requireNonNull(rows.get(table.name())).add(row(table, found));
      }
    }
    return new Contents(schema, rows);
  }

  private static String query(Table table, String condition) {
    return "SELECT %s, (SELECT relname::text FROM pg_class WHERE oid = of.tableoid), ARRAY[%s]::text[], %s, of.ctid || ' ' || of.xmin FROM %s AS of"
        .formatted(
            AnySchema.literal(table.name()),
            table.columns().stream()
                .map(column -> "of." + quoted(column.name()) + "::text")
                .collect(Collectors.joining(", ")),
            condition,
            table.sqlName());
  }

  private static Row row(Table table, ResultSet found) throws SQLException {
    List<String> texts = Arrays.asList((String[]) found.getArray(3).getArray());
    Map<String, @Nullable String> values = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      values.put(table.columns().get(i).name(), texts.get(i));
    }
    return new Row(table, found.getString(2), values, found.getBoolean(4), found.getString(5));
  }

  /** Some of the rows. */
  Contents only(Predicate<Row> some) {
    Map<String, List<Row>> filtered = new TreeMap<>();
    rows.forEach((table, all) -> filtered.put(table, all.stream().filter(some).toList()));
    return new Contents(schema, filtered);
  }

  List<Row> of(Table table) {
    return Objects.requireNonNull(rows.get(table.name()));
  }

  /** Everything in an order of its own, to be compared. */
  Map<String, List<String>> text() {
    return sorted(Row::text);
  }

  /** What changes with any write. */
  Map<String, List<String>> versions() {
    return sorted(row -> row.relation + " " + row.version);
  }

  private Map<String, List<String>> sorted(Function<Row, String> text) {
    Map<String, List<String>> sorted = new TreeMap<>();
    rows.forEach((table, some) -> sorted.put(table, some.stream().map(text).sorted().toList()));
    return sorted;
  }

  /** The rows that a row references, or that would be, over one foreign key. */
  Stream<Row> parents(Row child, Reference key) {
    if (!covers(key, child)) {
      return Stream.of();
    }
    Table parent = schema.table(key.parent());
    Map<String, String> parentColumns = new HashMap<>();
    for (int i = 0; i < key.columns().size(); i++) {
      parentColumns.put(key.columns().get(i), key.parentColumns().get(i));
    }
    List<String> wanted =
        child.key(
            key.columns(),
            column -> parent.column(Objects.requireNonNull(parentColumns.get(column))).type());
    return wanted == null
        ? Stream.of()
        : of(parent).stream().filter(row -> wanted.equals(row.key(key.parentColumns())));
  }

  /** A foreign key of a partition says nothing of rows elsewhere. */
  private static boolean covers(Reference key, Row child) {
    AnySchema.Partitioning partitioning = child.table.partitioning();
    return key.partition() == null
        || partitioning == null
        || key.partition().equals(child.relation)
        || partitioning.partitions().stream()
            .anyMatch(
                part -> part.name().equals(child.relation) && key.partition().equals(part.of()));
  }

  /** Whether all keys hold. */
  boolean isValid() {
    return schema.tables().stream()
        .allMatch(
            table ->
                table.keys().stream().allMatch(key -> isUnique(table, key))
                    && of(table).stream().allMatch(row -> leadsSomewhere(table, row)));
  }

  private boolean isUnique(Table table, AnySchema.Unique key) {
    List<String> keys = new ArrayList<>();
    for (Row row : of(table)) {
      boolean full = row.key(key.columns()) != null;
      if (full || key.nullsNotDistinct()) {
        keys.add(row.matchKey(key.columns()));
      }
    }
    return keys.stream().distinct().count() == keys.size();
  }

  private boolean leadsSomewhere(Table table, Row row) {
    return table.references().stream()
        .allMatch(
            key ->
                !covers(key, row)
                    || row.key(key.columns()) == null
                    || parents(row, key).findAny().isPresent());
  }

  /** The columns that rows of a table are known by; empty for all. */
  static List<String> matchKey(Table table) {
    if (!table.natural().isEmpty()) {
      return table.natural();
    }
    return table.keys().stream()
        .filter(key -> key.nullsNotDistinct() || table.notNull(key.columns()))
        .filter(key -> key.columns().stream().noneMatch(c -> table.column(c).filling().computed()))
        .min(
            Comparator.comparing((AnySchema.Unique key) -> !key.primary())
                .thenComparing(key -> key.columns().size())
                .thenComparing(AnySchema.Unique::name))
        .map(AnySchema.Unique::columns)
        .orElse(List.of());
  }
}
