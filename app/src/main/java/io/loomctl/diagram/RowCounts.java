package io.loomctl.diagram;

import io.loomctl.database.Session;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.DataTable;
import io.loomctl.sql.Sql;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rows tables have. Small tables are counted, since that takes a moment; of larger ones
 * the server's estimate has to do, unless all are to be counted.
 */
final class RowCounts {

  /** What a server reads in some ten milliseconds. */
  private static final long SMALL_BYTES = 16L << 20;

  private final Session session;
  private final boolean all;
  private final Map<TableName, Long> bytes = new HashMap<>();

  RowCounts(Session session, boolean all) {
    this.session = session;
    this.all = all;
    session
        .query(
            Sql.resource(RowCounts.class, "storage.sql"),
            row ->
                new SimpleImmutableEntry<>(
                    new TableName(row.getString("schema"), row.getString("name")),
                    row.getLong("bytes")))
        .forEach(entry -> bytes.put(entry.getKey(), entry.getValue()));
  }

  Map<TableName, RowCount> of(Collection<DataTable> tables) {
    Map<TableName, RowCount> counts = new HashMap<>();
    for (DataTable table : tables) {
      session.checkCancelled();
      counts.put(table.name(), of(table));
    }
    return counts;
  }

  private RowCount of(DataTable table) {
    boolean small = bytes.getOrDefault(table.name(), Long.MAX_VALUE) <= SMALL_BYTES;
    if (mayCount(table) && (all || small)) {
      return RowCount.counted(
          session.queryOne(Sql.of("SELECT count(*) FROM {}", table.from()), row -> row.getLong(1)));
    }
    long estimate = table.table().estimatedRows();
    // A table that nobody has analysed has none, or, when it is partitioned, 0.
    return estimate < 0 || (estimate == 0 && !small)
        ? RowCount.UNKNOWN
        : RowCount.estimated(estimate);
  }

  private static boolean mayCount(DataTable table) {
    return !table.table().rowSecurity()
        && (table.table().readable()
            || table.table().columns().stream().anyMatch(column -> column.readable()));
  }
}
