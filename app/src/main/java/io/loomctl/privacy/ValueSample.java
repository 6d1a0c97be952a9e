package io.loomctl.privacy;

import io.loomctl.catalog.Table;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some values of a table's columns, fetched with one query that reads a bounded number of rows,
 * whatever the table's size. The values are for counting; nobody may print them.
 */
public final class ValueSample {

  private static final int ROWS = 500;
  private static final int CHARACTERS = 300;

  /** As stored, compressed or not: larger values are no addresses, and cost time to fetch. */
  private static final int BYTES = 8_000;

  /** From here on the first rows say too little about the others. */
  private static final long LARGE = 50_000;

  private final Map<ColumnName, List<String>> values = new HashMap<>();

  private ValueSample() {}

  /** Fetches a sample; it is empty for a table that the connected role may not read. */
  public static ValueSample of(Session session, Table table) {
    ValueSample sample = new ValueSample();
    List<ColumnName> columns = PersonalColumns.worthSampling(table);
    if (!columns.isEmpty() && !table.rowSecurity()) {
      session.query(
          query(table, columns),
          row -> {
            for (int i = 0; i < columns.size(); i++) {
              sample.add(columns.get(i), row.getString(i + 1));
            }
            return row;
          });
    }
    return sample;
  }

  private void add(ColumnName column, @Nullable String value) {
    if (value != null) {
      values.computeIfAbsent(column, key -> new ArrayList<>()).add(value);
    }
  }

  private static Sql query(Table table, List<ColumnName> columns) {
    Sql name = Sql.name(table.name().schema(), table.name().name());
    Sql from = table.partitioned() ? name : Sql.of("ONLY {}", name);
    return Sql.of(
        "SELECT {} FROM {}{} LIMIT {}",
        columns.stream().map(ValueSample::value).collect(Sql.joining(", ")),
        from,
        pages(table),
        Sql.number(ROWS));
  }

  private static Sql value(ColumnName column) {
    Sql name = Sql.name(column.value());
    return Sql.of(
        "CASE WHEN pg_column_size({}) < {} THEN left({}::text, {}) END",
        name,
        Sql.number(BYTES),
        name,
        Sql.number(CHARACTERS));
  }

  /** Of a large table whole pages from all over it, the same ones each time. */
  private static Sql pages(Table table) {
    return table.estimatedRows() < LARGE
        ? Sql.EMPTY
        : Sql.of(
            " TABLESAMPLE SYSTEM (200.0 * {} / {}) REPEATABLE (0)",
            Sql.number(ROWS),
            Sql.number(table.estimatedRows()));
  }

  /** Values of one column, NULLs left out. */
  public List<String> of(ColumnName column) {
    return List.copyOf(values.getOrDefault(column, List.of()));
  }
}
