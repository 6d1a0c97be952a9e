package io.loomctl.importer;

import io.loomctl.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives the rows of a database other ids and everybody who references them the new ones, and tells
 * what a database says when every reference is followed by natural key. Both in SQL alone.
 *
 * @param keys natural keys by table, parents first
 * @param virtual references that no foreign key declares: {@code child.column -> parent.column}
 */
record ShiftedCopy(
    TestDatabase database, LinkedHashMap<String, List<String>> keys, Map<String, String> virtual) {

  private static final String REFERENCES =
      """
      SELECT DISTINCT coalesce(nullif(pg_partition_root(conrelid)::text, ''), conrelid::regclass::text),
             a.attname, confrelid::regclass, b.attname
        FROM pg_constraint
        JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
        JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1]
       WHERE contype = 'f' AND cardinality(conkey) = 1 AND conparentid = 0
      """;

  private static final String PRIMARY_KEYS =
      """
      SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
       WHERE i.indisprimary AND i.indnkeyatts = 1 AND NOT c.relispartition
         AND c.relnamespace = 'public'::regnamespace ORDER BY 1
      """;

  /** One column that points to another. */
  private record Pointer(String child, String column, String parent, String parentColumn) {}

  /** What foreign keys and the config say, of which some may say the same. */
  private Set<Pointer> pointers() {
    Set<Pointer> pointers = new LinkedHashSet<>();
    for (String row : database.query(REFERENCES)) {
      String[] part = row.split("\\|", -1);
      pointers.add(new Pointer(part[0], part[1], part[2], part[3]));
    }
    virtual.forEach(
        (child, parent) -> {
          String[] from = child.split("\\.", 2);
          String[] to = parent.split("\\.", 2);
          pointers.add(new Pointer(from[0], from[1], to[0], to[1]));
        });
    return pointers;
  }

  /** The primary key of each table where it is one column, with its type. */
  private Map<String, List<String>> ids() {
    Map<String, List<String>> ids = new TreeMap<>();
    for (String row : database.query(PRIMARY_KEYS)) {
      String[] part = row.split("\\|", -1);
      ids.put(part[0], List.of(part[1], part[2]));
    }
    return ids;
  }

  /** In reverse and moved by a few, so that new ids are old ids of other rows. */
  void shift(Set<String> tables) {
    StringBuilder sql = new StringBuilder("SET session_replication_role = replica;\n");
    Set<Pointer> pointers = pointers();
    ids()
        .forEach(
            (table, id) -> {
              boolean reference =
                  pointers.stream()
                      .anyMatch(p -> p.child.equals(table) && p.column.equals(id.get(0)));
              if (tables.contains(table) && !reference) {
                sql.append(shift(table, id.get(0), id.get(1).equals("integer"), pointers));
              }
            });
    database.execute(sql + "SET session_replication_role = origin;");
  }

  private static String shift(String table, String id, boolean number, Set<Pointer> pointers) {
    String fresh =
        (number ? "max(%1$s) OVER () + min(%1$s) OVER () - %1$s + 7" : "md5(%1$s)::uuid::text")
            .formatted(id);
    StringBuilder sql = new StringBuilder();
    sql.append(
        "CREATE TEMP TABLE shift AS SELECT %s AS old, %s AS new FROM %s;\n"
            .formatted(id, fresh, table));
    sql.append(step(table, id, number));
    for (Pointer pointer : pointers) {
      if (pointer.parent.equals(table) && pointer.parentColumn.equals(id)) {
        sql.append(step(pointer.child, pointer.column, number));
      }
    }
    return sql.append("DROP TABLE shift;\n").toString();
  }

  /** Over negative numbers, so that nobody gets in the way of somebody else. */
  private static String step(String table, String column, boolean number) {
    String step =
        number
            ? """
              UPDATE %1$s SET %2$s = -shift.new FROM shift WHERE %2$s = shift.old;
              UPDATE %1$s SET %2$s = -%2$s WHERE %2$s < 0;
              """
            : "UPDATE %1$s SET %2$s = shift.new FROM shift WHERE %2$s = shift.old;\n";
    return step.formatted(table, column);
  }

  /**
   * Deletes some rows of each table and changes texts of others, as far as that is possible. Nobody
   * is left who points to nobody.
   */
  void mutate() {
    database.execute(
        """
        DO $$ DECLARE t record; BEGIN
          FOR t IN SELECT c.oid::regclass AS name,
                          (SELECT min(quote_ident(attname)) FROM pg_attribute a
                            WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
                              AND attgenerated = '' AND atttypid = 'text'::regtype
                              AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisunique
                                                 AND attnum = ANY (indkey))
                              AND NOT EXISTS (SELECT FROM pg_constraint
                                               WHERE conrelid = c.oid AND attnum = ANY (conkey))
                              AND NOT concat(c.relname, '.', attname) = ANY ('%s')) AS words
                     FROM pg_class c WHERE relkind IN ('r', 'p') AND NOT relispartition
                      AND relnamespace = 'public'::regnamespace LOOP
            FOR i IN 1..6 LOOP
              BEGIN
                EXECUTE format('DELETE FROM %%1$s WHERE (tableoid, ctid) = (SELECT tableoid, ctid FROM'
                  ' %%1$s r ORDER BY md5(r::text || %%2$L) LIMIT 1)', t.name, i);
              EXCEPTION WHEN OTHERS THEN NULL; END;
              BEGIN
                EXECUTE format('UPDATE %%1$s SET %%3$s = %%3$s || ''!'' WHERE (tableoid, ctid) = (SELECT'
                  ' tableoid, ctid FROM %%1$s r ORDER BY md5(r::text || %%2$L) LIMIT 1)', t.name, i, t.words);
              EXCEPTION WHEN OTHERS THEN NULL; END;
            END LOOP;
          END LOOP;
        END $$;
        """
            .formatted(untouched()));
    virtual.forEach(
        (child, parent) ->
            database.execute(
                "DELETE FROM %1$s WHERE %2$s NOT IN (SELECT %4$s FROM %3$s)"
                    .formatted((Object[]) (child + "." + parent).split("\\.", 4))));
  }

  /** Keys and references, as an array. */
  private String untouched() {
    List<String> columns = new ArrayList<>(virtual.keySet());
    keys.forEach((table, key) -> key.forEach(column -> columns.add(table + "." + column)));
    return columns.toString().replace('[', '{').replace(']', '}').replace("\"", "");
  }

  /** Every row of every table as text, with natural keys in place of ids. */
  Map<String, List<String>> meaning() {
    Map<String, List<String>> meaning = new TreeMap<>();
    Map<String, Map<String, Pointer>> byColumn = new HashMap<>();
    for (Pointer pointer : pointers()) {
      byColumn
          .computeIfAbsent(pointer.child, child -> new HashMap<>())
          .putIfAbsent(pointer.column, pointer);
    }
    database.execute("DROP SCHEMA IF EXISTS loomctl_names CASCADE; CREATE SCHEMA loomctl_names");
    Map<String, List<String>> ids = ids();
    keys.forEach((table, key) -> name(table, key, ids, byColumn));
    for (String row :
        database.query(
            """
            SELECT c.relname, quote_ident(c.relname), string_agg(attname, ',' ORDER BY attnum)
              FROM pg_class c JOIN pg_attribute ON attrelid = c.oid
             WHERE relkind IN ('r', 'p') AND NOT relispartition AND attnum > 0 AND NOT attisdropped
               AND attgenerated = '' AND relnamespace = 'public'::regnamespace GROUP BY c.oid""")) {
      String[] part = row.split("\\|", -1);
      List<String> columns = new ArrayList<>(List.of(part[2].split(",")));
      if (keys.containsKey(part[0])) {
        Optional.ofNullable(ids.get(part[0])).ifPresent(id -> columns.remove(id.get(0)));
      }
      meaning.put(
          part[0],
          database.query(
              "SELECT %s FROM public.%s t ORDER BY 1"
                  .formatted(text(part[0], columns, byColumn), part[1])));
    }
    return meaning;
  }

  private void name(
      String table,
      List<String> key,
      Map<String, List<String>> ids,
      Map<String, Map<String, Pointer>> pointers) {
    String id = ids.getOrDefault(table, key).get(0);
    database.execute(
        "CREATE TABLE loomctl_names.%1$s AS SELECT %2$s::text AS id, %3$s AS name FROM public.%1$s t;"
                .formatted(table, id, text(table, key, pointers))
            + "CREATE UNIQUE INDEX ON loomctl_names.%1$s (id)".formatted(table));
  }

  private String text(
      String table, List<String> columns, Map<String, Map<String, Pointer>> pointers) {
    List<String> parts = new ArrayList<>();
    for (String column : columns) {
      Pointer pointer = pointers.getOrDefault(table, Map.of()).get(column);
      boolean named = pointer != null && keys.containsKey(pointer.parent);
      parts.add(
          named
                  && pointer != null
                  && !keys.getOrDefault(pointer.parent, List.of()).contains(pointer.parentColumn)
              ? "coalesce((SELECT name FROM loomctl_names.%s n WHERE n.id = t.%s::text), 'nobody ' || t.%2$s)"
                  .formatted(pointer.parent, quoted(column))
              : "t." + quoted(column));
    }
    return "ROW(" + String.join(", ", parts) + ")::text";
  }

  private static String quoted(String column) {
    return '"' + column.replace("\"", "") + '"';
  }
}
