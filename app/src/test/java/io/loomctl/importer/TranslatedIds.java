package io.loomctl.importer;

import io.loomctl.importer.AnySchema.Column;
import io.loomctl.importer.AnySchema.Reference;
import io.loomctl.importer.AnySchema.Table;
import io.loomctl.importer.AnySchema.Unique;
import io.loomctl.importer.Contents.Row;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a snapshot with the ids that they are to have in a database: those of the rows with
 * the same natural key, else their own where these are free.
 */
final class TranslatedIds {

  /** Stands for an id that is nobody else's. */
  static final String FRESH = "fresh ";

  private final Contents snapshot;
  private final Contents database;
  private final Predicate<Row> goes;
  private final Map<Row, Optional<Row>> matches = new HashMap<>();
  private final Map<String, Map<String, Row>> byKey = new HashMap<>();
  private boolean impossible;
  private int fresh;

  /**
   * Nothing is translated yet.
   *
   * @param goes the database's rows that are deleted unless the snapshot has them
   */
  TranslatedIds(Contents snapshot, Contents database, Predicate<Row> goes) {
    this.snapshot = snapshot;
    this.database = database;
    this.goes = goes;
  }

  Contents contents() {
    Map<Row, Map<String, String>> renewed = new HashMap<>();
    for (Table table : snapshot.schema().tables()) {
      for (Row row : snapshot.of(table)) {
        match(row);
      }
    }
    for (Table table : snapshot.schema().tables()) {
      if (!table.natural().isEmpty()) {
        snapshot.of(table).forEach(row -> renew(row, renewed));
      }
    }
    Map<String, List<Row>> rows = new TreeMap<>();
    for (Table table : snapshot.schema().tables()) {
      rows.put(table.name(), snapshot.of(table).stream().map(row -> in(row, renewed)).toList());
    }
    return new Contents(snapshot.schema(), rows);
  }

  /** Whether ids are needed that cannot be made up. */
  boolean impossible() {
    return impossible;
  }

  /** Columns that identify rows and mean nothing. */
  static Set<String> surrogates(AnySchema schema, Table table) {
    Set<String> surrogates = new LinkedHashSet<>();
    if (!table.natural().isEmpty()) {
      table.keys().stream()
          .filter(Unique::primary)
          .forEach(key -> surrogates.addAll(key.columns()));
      schema.tables().stream()
          .flatMap(child -> child.references().stream())
          .filter(key -> key.parent().equals(table.name()))
          .forEach(key -> surrogates.addAll(key.parentColumns()));
      table.natural().forEach(surrogates::remove);
      table.references().forEach(key -> key.columns().forEach(surrogates::remove));
    }
    return surrogates;
  }

  private Optional<Row> match(Row row) {
    Optional<Row> known = matches.get(row);
    if (known == null) {
      known = find(row);
      matches.put(row, known);
    }
    return known;
  }

  private Optional<Row> find(Row row) {
    Table table = row.table();
    if (table.natural().isEmpty()) {
      return Optional.empty();
    }
    Map<String, @Nullable String> key = new HashMap<>();
    table.natural().forEach(column -> key.put(column, value(row, column, Map.of())));
    Row wanted = new Row(table, row.relation(), key, false, "");
    return Optional.ofNullable(
        byKey
            .computeIfAbsent(table.name(), name -> index(table))
            .get(wanted.matchKey(table.natural())));
  }

  private Map<String, Row> index(Table table) {
    Map<String, Row> index = new HashMap<>();
    database.of(table).forEach(row -> index.put(row.matchKey(table.natural()), row));
    return index;
  }

  /** A new row whose ids somebody else has gets others. */
  private void renew(Row row, Map<Row, Map<String, String>> renewed) {
    Table table = row.table();
    Set<String> surrogates = surrogates(snapshot.schema(), table);
    if (match(row).isPresent()) {
      return;
    }
    for (Unique key : table.keys()) {
      if (key.columns().stream().anyMatch(surrogates::contains) && isTaken(row, key, renewed)) {
        Optional<String> column =
            key.columns().stream()
                .filter(surrogates::contains)
                .filter(name -> canBeMadeUp(table.column(name)))
                .findFirst();
        impossible |= column.isEmpty();
        renewed
            .computeIfAbsent(row, it -> new HashMap<>())
            .put(column.orElse(key.columns().get(0)), FRESH + ++fresh);
      }
    }
  }

  private boolean isTaken(Row row, Unique key, Map<Row, Map<String, String>> renewed) {
    Row own = in(row, renewed);
    List<String> values = own.key(key.columns());
    return values != null
        && database.of(row.table()).stream()
            .filter(other -> !goes.test(other) || isMatched(other))
            .anyMatch(other -> values.equals(other.key(key.columns())));
  }

  private boolean isMatched(Row other) {
    return matches.values().stream().anyMatch(match -> match.equals(Optional.of(other)));
  }

  private static boolean canBeMadeUp(Column column) {
    return column.type().isInteger() || column.type().sql().equals("uuid");
  }

  private Row in(Row row, Map<Row, Map<String, String>> renewed) {
    Map<String, @Nullable String> values = new HashMap<>();
    row.values().keySet().forEach(column -> values.put(column, value(row, column, renewed)));
    return new Row(row.table(), row.relation(), values, row.chosen(), row.version());
  }

  private @Nullable String value(Row row, String column, Map<Row, Map<String, String>> renewed) {
    Column from = row.table().column(column);
    if (from.from() != null) {
      return computed(row, column, from, renewed);
    }
    if (surrogates(snapshot.schema(), row.table()).contains(column)) {
      String fresh = renewed.getOrDefault(row, Map.of()).get(column);
      String there = match(row).map(it -> it.values().get(column)).orElse(null);
      return fresh != null ? fresh : there != null ? there : row.values().get(column);
    }
    for (Reference key : row.table().references()) {
      int position = key.columns().indexOf(column);
      Optional<Row> parent =
          position < 0 ? Optional.empty() : snapshot.parents(row, key).findFirst();
      if (parent.isPresent()) {
        String parentColumn = key.parentColumns().get(position);
        String before = parent.get().values().get(parentColumn);
        String now = value(parent.get(), parentColumn, renewed);
        if (!Objects.equals(before, now)) {
          return now;
        }
      }
    }
    return row.values().get(column);
  }

  private @Nullable String computed(
      Row row, String column, Column from, Map<Row, Map<String, String>> renewed) {
    String base = Objects.requireNonNull(from.from());
    String now = value(row, base, renewed);
    if (now == null || !from.type().isInteger() || now.equals(row.values().get(base))) {
      return row.values().get(column);
    }
    return now.startsWith(FRESH) ? now + " + 1000" : Integer.toString(Integer.parseInt(now) + 1000);
  }
}
