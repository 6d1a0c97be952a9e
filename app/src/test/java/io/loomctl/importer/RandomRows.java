package io.loomctl.importer;

import io.loomctl.importer.AnySchema.Column;
import io.loomctl.importer.AnySchema.Reference;
import io.loomctl.importer.AnySchema.Table;
import io.loomctl.importer.AnySchema.Unique;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills the tables of a schema with rows that keep its keys. */
final class RandomRows {

  private final AnySchema schema;
  private final Map<String, Random> randoms = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, List<Map<String, @Nullable String>>> rows = new HashMap<>();

  private RandomRows(AnySchema schema, long seed, int most) {
    this.schema = schema;
    for (Table table : schema.tables()) {
      // Its own for each table, so that rows stay alike when the schema gets smaller.
      Random random = new Random(seed ^ ((long) table.name().hashCode() << 20));
      randoms.put(table.name(), random);
      counts.put(table.name(), random.nextInt(8) == 0 ? 0 : random.nextInt(most + 1));
    }
  }

  /**
   * Statements that insert rows.
   *
   * @param most rows of a table
   */
  static String sql(AnySchema schema, long seed, int most) {
    RandomRows rows = new RandomRows(schema, seed, most);
    rows.emptyWhatNeedsTheEmpty();
    schema.tables().forEach(rows::fill);
    schema.tables().forEach(rows::refer);
    return schema.tables().stream()
        .map(table -> rows.insert(table) + rows.count(table))
        .collect(Collectors.joining());
  }

  /** Brings sequences to where they would be had they made the values, or beyond. */
  private String count(Table table) {
    return table.columns().stream()
        .filter(column -> column.filling().counted() && !rows(table.name()).isEmpty())
        .map(
            column ->
                "SELECT setval(pg_get_serial_sequence(%s, %s), max(%s) + %d) FROM %s;\n"
                    .formatted(
                        AnySchema.literal(table.sqlName()),
                        AnySchema.literal(column.name()),
                        AnySchema.quoted(column.name()),
                        random(table).nextInt(3),
                        table.sqlName()))
        .collect(Collectors.joining());
  }

  private Random random(Table table) {
    return Objects.requireNonNull(randoms.get(table.name()));
  }

  private List<Map<String, @Nullable String>> rows(String table) {
    return Objects.requireNonNull(rows.get(table));
  }

  private void emptyWhatNeedsTheEmpty() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Table table : schema.tables()) {
        for (Reference key : table.references()) {
          if (table.notNull(key.columns())
              && counts.getOrDefault(key.parent(), 0) == 0
              && counts.getOrDefault(table.name(), 0) > 0) {
            counts.put(table.name(), 0);
            changed = true;
          }
        }
      }
    }
  }

  /** All columns but those of references outside of keys. */
  private void fill(Table table) {
    List<Map<String, @Nullable String>> filled = new ArrayList<>();
    Map<Unique, Set<List<String>>> seen = new HashMap<>();
    for (int i = counts.getOrDefault(table.name(), 0); i > 0; i--) {
      Map<String, @Nullable String> row = new HashMap<>();
      for (Column column : table.columns()) {
        boolean empty = !column.notNull() && random(table).nextInt(5) == 0;
        row.put(column.name(), empty ? null : column.type().value(random(table)));
      }
      for (Reference key : table.references()) {
        if (table.isInKey(key)) {
          refer(table, row, key);
        }
      }
      compute(table, row);
      if (isNew(table, row, seen)) {
        filled.add(row);
        if (table.distinct().isEmpty() && random(table).nextInt(4) == 0) {
          filled.add(new HashMap<>(row));
        }
      }
    }
    rows.put(table.name(), filled);
  }

  private static void compute(Table table, Map<String, @Nullable String> row) {
    for (Column column : table.columns()) {
      if (column.from() != null) {
        String source = row.get(column.from());
        row.put(
            column.name(),
            !column.type().isInteger()
                ? (source == null ? "t" : "f")
                : source == null ? null : Integer.toString(Integer.parseInt(source) + 1000));
      }
    }
  }

  private static boolean isNew(
      Table table, Map<String, @Nullable String> row, Map<Unique, Set<List<String>>> seen) {
    for (Unique key : table.distinct()) {
      List<String> values = new ArrayList<>();
      key.columns().forEach(column -> values.add(same(table, row, column)));
      boolean distinct = values.contains("NULL") && !key.nullsNotDistinct();
      if (!distinct && !seen.computeIfAbsent(key, k -> new HashSet<>()).add(values)) {
        return false;
      }
    }
    return true;
  }

  private static String same(Table table, Map<String, @Nullable String> row, String column) {
    String value = row.get(column);
    return value == null ? "NULL" : "=" + table.column(column).type().same().apply(value);
  }

  private void refer(Table table) {
    for (Reference key : table.references()) {
      if (!table.isInKey(key)) {
        rows(table.name()).forEach(row -> refer(table, row, key));
      }
    }
    // A column of a reference may be what another one is computed from.
    rows(table.name()).forEach(row -> compute(table, row));
  }

  private void refer(Table table, Map<String, @Nullable String> row, Reference key) {
    Random random = random(table);
    Table parent = schema.table(key.parent());
    List<Map<String, @Nullable String>> candidates =
        rows(key.parent()).stream()
            .filter(other -> key.parentColumns().stream().allMatch(c -> other.get(c) != null))
            .toList();
    boolean empty = candidates.isEmpty() || random.nextInt(5) == 0;
    if (empty && !table.notNull(key.columns())) {
      key.columns().forEach(column -> row.put(column, null));
      if (key.columns().size() > 1 && !key.matchFull() && random.nextBoolean()) {
        Column column = table.column(key.columns().get(0));
        row.put(column.name(), column.type().value(random));
      }
      return;
    }
    Map<String, @Nullable String> referenced = candidates.get(random.nextInt(candidates.size()));
    for (int i = 0; i < key.columns().size(); i++) {
      String parentColumn = key.parentColumns().get(i);
      String value = Objects.requireNonNull(referenced.get(parentColumn));
      row.put(key.columns().get(i), parent.column(parentColumn).type().alike(value, random));
    }
  }

  private String insert(Table table) {
    List<Column> columns =
        table.columns().stream().filter(column -> !column.filling().computed()).toList();
    if (rows(table.name()).isEmpty() || columns.isEmpty()) {
      return "INSERT INTO %s DEFAULT VALUES;\n"
          .formatted(table.sqlName())
          .repeat(rows(table.name()).size());
    }
    return rows(table.name()).stream()
        .map(
            row ->
                columns.stream()
                    .map(column -> AnySchema.literal(row.get(column.name())))
                    .collect(Collectors.joining(", ", "(", ")")))
        .collect(
            Collectors.joining(
                ",\n",
                "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES\n"
                    .formatted(
                        table.sqlName(),
                        AnySchema.list(columns.stream().map(Column::name).toList())),
                ";\n"));
  }
}
