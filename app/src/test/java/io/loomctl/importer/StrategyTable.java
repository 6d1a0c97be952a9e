package io.loomctl.importer;

import io.loomctl.graph.TableName;
import io.loomctl.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table of strategies in the specification, computed in SQL and in one database, over the rows
 * that a snapshot has and those that were there before. Rows are text; generated columns are left
 * out. A row's key is the primary key, else the shortest unique key without NULLs, else the whole
 * row and how many such rows came before.
 */
record StrategyTable(TestDatabase database) {

  private static final String STATES =
      """
      CREATE SCHEMA loomctl_states;
      CREATE TABLE loomctl_states.rows (state text, tab text, key text, content text);
      """;

  /** A query for each table that writes its rows down. */
  private static final String QUERIES =
      """
      WITH columns AS (
        SELECT attrelid, attname, attnum FROM pg_attribute
         WHERE attnum > 0 AND NOT attisdropped AND attgenerated = ''
      ), keys AS (
        SELECT DISTINCT ON (i.indrelid) i.indrelid,
               (SELECT string_agg(format('%I', attname), ', ' ORDER BY k.position)
                  FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY k (attnum, position)
                  JOIN columns a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) AS key_list
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         WHERE i.indisunique AND NOT i.indisexclusion AND i.indpred IS NULL AND i.indexprs IS NULL AND NOT EXISTS (
               SELECT FROM unnest(i.indkey[0:i.indnkeyatts - 1]) k (attnum)
                 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE a.attgenerated <> ''
                   OR NOT (a.attnotnull OR coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)))
         ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, c.relname
      )
      SELECT format(
        'INSERT INTO loomctl_states.rows SELECT <state>, %L, %s, ROW(%s)::text FROM %s%I.%I',
        json_build_array(n.nspname, c.relname)::text,
        CASE WHEN keys.key_list IS NULL
          THEN format('ROW(%1$s)::text || row_number() OVER (PARTITION BY ROW(%1$s)::text)', list)
          ELSE format('ROW(%s)::text', keys.key_list) END,
        list, CASE c.relkind WHEN 'r' THEN 'ONLY ' END, n.nspname, c.relname)
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN keys ON keys.indrelid = c.oid
       CROSS JOIN LATERAL (
               SELECT coalesce(string_agg(format('%I', attname), ', ' ORDER BY attnum), '') AS list
                 FROM columns WHERE attrelid = c.oid) AS all_columns
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND n.nspname !~ '^(pg|loomctl)_' AND n.nspname <> 'information_schema'
         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
      """;

  /** Has room for the states of a database's tables. */
  static StrategyTable in(TestDatabase database) {
    database.execute(STATES);
    return new StrategyTable(database);
  }

  /** Writes down all rows as they are now. */
  void remember(String state) {
    String all = String.join(";\n", database.query(QUERIES));
    database.execute(
        "DELETE FROM loomctl_states.rows WHERE state = '%1$s';\nSET TimeZone = 'UTC';\n%2$s;\nANALYZE loomctl_states.rows"
            .formatted(state, all.replace("<state>", "'" + state + "'")));
  }

  /**
   * What the strategy is to leave behind but did not, and what it left behind but was not to: all
   * rows after the import against those that are expected, duplicates counted.
   */
  List<String> differences(Strategy strategy) {
    String expected =
        switch (strategy) {
          case REPLACE -> side("snapshot");
          case MERGE -> side("snapshot") + " UNION ALL " + only("before", "snapshot");
          case SKIP -> side("before") + " UNION ALL " + only("snapshot", "before");
          case FAIL_ON_CONFLICT -> side("before");
        };
    return database.query(
        """
        SELECT 'missing', m.* FROM ((%1$s) EXCEPT ALL %2$s) m UNION ALL
        SELECT 'too many', m.* FROM (%2$s EXCEPT ALL (%1$s)) m"""
            .formatted(expected, side("after")));
  }

  private static String side(String state) {
    return "SELECT tab, content FROM loomctl_states.rows WHERE state = '%s'".formatted(state);
  }

  private static String only(String state, String other) {
    return side(state)
        + """
         AND NOT EXISTS (SELECT FROM loomctl_states.rows o
                          WHERE o.state = '%s' AND o.tab = rows.tab AND o.key = rows.key)"""
            .formatted(other);
  }

  /** What an import is to report. */
  Map<String, Transfer.Figures> figures(Strategy strategy) {
    Map<String, Transfer.Figures> figures = new TreeMap<>();
    List<Long> total = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
    for (String row :
        database.query(
            """
            SELECT tab::json ->> 0, tab::json ->> 1, count(*) FILTER (WHERE b.key IS NULL),
                   count(*) FILTER (WHERE s.content <> b.content),
                   count(*) FILTER (WHERE s.key IS NULL),
                   count(*) FILTER (WHERE s.content = b.content)
              FROM (SELECT * FROM loomctl_states.rows WHERE state = 'snapshot') s
              FULL JOIN (SELECT * FROM loomctl_states.rows WHERE state = 'before') b
                USING (tab, key)
             GROUP BY tab""")) {
      String[] cells = row.split("\\|", -1);
      int names = cells.length - 4;
      List<Long> counts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        counts.add(Long.parseLong(cells[names + i]));
        total.set(i, total.get(i) + counts.get(i));
      }
      // A bar in a name would be taken for the end of a cell; there is none in these schemas.
      figures.put(new TableName(cells[0], cells[1]).toString(), figures(strategy, counts));
    }
    figures.put("total", figures(strategy, total));
    return figures;
  }

  private static Transfer.Figures figures(Strategy strategy, List<Long> counts) {
    long different = counts.get(1);
    boolean updates = strategy == Strategy.REPLACE || strategy == Strategy.MERGE;
    return new Transfer.Figures(
        counts.get(0),
        updates ? different : 0,
        strategy == Strategy.REPLACE ? counts.get(2) : 0,
        updates ? 0 : different,
        counts.get(3));
  }
}
