package io.loomctl.explanation;

import io.loomctl.testing.TestDatabase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All rows and foreign keys of a small database, read by this test's own SQL, and how far each row
 * is from those that a rule names.
 */
final class ReadDatabase {

  /** Columns with their values as text; "null" for NULL, which is none of the values here. */
  record Row(String table, long leaf, Map<String, String> values) {}

  /**
   * A foreign key.
   *
   * @param leaves the child's tables and partitions whose rows it is about
   */
  record ForeignKey(
      String name,
      String child,
      Set<Long> leaves,
      List<String> columns,
      String parent,
      List<String> parentColumns) {

    boolean isOf(String child, String parent) {
      return this.child.equals(child) && this.parent.equals(parent);
    }

    /** What the row's other end has in its columns; nothing that any row has, where it is NULL. */
    List<String> childValues(Row row) {
      return columns.stream().map(row.values::get).toList();
    }

    List<String> parentValues(Row row) {
      return parentColumns.stream().map(row.values::get).toList();
    }
  }

  /** A row, before or after it stopped to matter whether it is owned. */
  private record State(Row row, boolean asOwned, int distance) {}

  private static final String TABLES =
      """
      SELECT c.relname, (SELECT string_agg(format('%I', a.attname), ',' ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
        (SELECT string_agg(a.attname, ',' ORDER BY array_position(i.indkey::int2[], a.attnum))
          FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
          WHERE i.indrelid = c.oid AND i.indisprimary)
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND NOT c.relispartition ORDER BY 1
      """;

  private static final String KEYS =
      """
      SELECT k.conname, pg_partition_root_name.name,
        (SELECT string_agg(l.oid::text, ',') FROM pg_class l
          WHERE l.relkind = 'r' AND (l.oid = k.conrelid
            OR l.relispartition AND k.conrelid IN (SELECT relid FROM pg_partition_ancestors(l.oid)))),
        (SELECT string_agg(a.attname, ',' ORDER BY n) FROM unnest(k.conkey) WITH ORDINALITY u (c, n)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.c),
        p.relname,
        (SELECT string_agg(a.attname, ',' ORDER BY n) FROM unnest(k.confkey) WITH ORDINALITY u (c, n)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.c)
        FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
        CROSS JOIN LATERAL (SELECT coalesce(pg_partition_root(k.conrelid)::oid, k.conrelid)::regclass::text
          AS name) AS pg_partition_root_name
       WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY 1, 2
      """;

  final List<Row> rows = new ArrayList<>();
  final List<ForeignKey> keys = new ArrayList<>();
  final Map<String, List<String>> primaryKeys = new TreeMap<>();
  private final Map<ForeignKey, Map<List<String>, List<Row>>> children = new HashMap<>();
  private final Map<ForeignKey, Map<List<String>, List<Row>>> parents = new HashMap<>();

  ReadDatabase(TestDatabase database) {
    for (String line : database.query(TABLES)) {
      String[] table = line.split("\\|", -1);
      primaryKeys.put(table[0], List.of(table[2].split(",")));
      readRows(database, table[0], List.of(table[1].split(",")));
    }
    for (String line : database.query(KEYS)) {
      String[] key = line.split("\\|", -1);
      keys.add(
          new ForeignKey(
              key[0],
              key[1],
              Set.copyOf(List.of(key[2].split(",")).stream().map(Long::valueOf).toList()),
              List.of(key[3].split(",")),
              key[4],
              List.of(key[5].split(","))));
    }
    keys.forEach(this::index);
  }

  private void readRows(TestDatabase database, String table, List<String> columns) {
    String values =
        columns.stream()
            .map("coalesce(replace(%s::text, '|', '/'), 'null')"::formatted)
            .collect(Collectors.joining(", "));
    List<String> found =
        database.query("SELECT tableoid::int8, " + values + " FROM \"" + table + "\"");
    for (String line : found) {
      String[] parts = line.split("\\|", -1);
      Map<String, String> row = new TreeMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i).replace("\"", ""), parts[i + 1]);
      }
      rows.add(new Row(table, Long.parseLong(parts[0]), row));
    }
  }

  private void index(ForeignKey key) {
    Map<List<String>, List<Row>> byChild = new HashMap<>();
    Map<List<String>, List<Row>> byParent = new HashMap<>();
    for (Row row : rows) {
      if (key.leaves.contains(row.leaf) && !key.childValues(row).contains("null")) {
        byChild.computeIfAbsent(key.childValues(row), values -> new ArrayList<>()).add(row);
      }
      if (row.table.equals(key.parent)) {
        byParent.computeIfAbsent(key.parentValues(row), values -> new ArrayList<>()).add(row);
      }
    }
    children.put(key, byChild);
    parents.put(key, byParent);
  }

  private List<Row> childrenOf(Row row, ForeignKey key) {
    return row.table.equals(key.parent)
        ? Objects.requireNonNull(children.get(key)).getOrDefault(key.parentValues(row), List.of())
        : List.of();
  }

  private List<Row> parentsOf(Row row, ForeignKey key) {
    return key.leaves.contains(row.leaf)
        ? Objects.requireNonNull(parents.get(key)).getOrDefault(key.childValues(row), List.of())
        : List.of();
  }

  /** Owned rows, by the references from the rule's rows down to them. */
  Map<Row, Integer> owned(List<Row> named, Set<String> stop) {
    Map<Row, Integer> distances = new HashMap<>();
    named.forEach(row -> distances.put(row, 0));
    Deque<Row> open = new ArrayDeque<>(named);
    while (!open.isEmpty()) {
      Row row = open.pop();
      for (ForeignKey key : keys) {
        for (Row child : stop.contains(key.child) ? List.<Row>of() : childrenOf(row, key)) {
          if (!distances.containsKey(child)) {
            distances.put(child, Objects.requireNonNull(distances.get(row)) + 1);
            open.add(child);
          }
        }
      }
    }
    return distances;
  }

  /** All selected rows, by the references that bring them, downward first and then upward. */
  Map<Row, Integer> selected(Map<Row, Integer> owned) {
    PriorityQueue<State> open = new PriorityQueue<>(Comparator.comparing(State::distance));
    owned.forEach((row, distance) -> open.add(new State(row, true, distance)));
    Map<Row, Integer> distances = new HashMap<>();
    while (!open.isEmpty()) {
      State state = open.remove();
      if (distances.putIfAbsent(state.row, state.distance) == null) {
        for (ForeignKey key : keys) {
          parentsOf(state.row, key)
              .forEach(parent -> open.add(new State(parent, false, state.distance + 1)));
        }
      }
    }
    return distances;
  }
}
