package io.loomctl.exporter;

import io.loomctl.catalog.Column;
import io.loomctl.database.CopySink;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.SortColumn;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.snapshot.SortingWindow;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A table read as it is stored. Rows that were only ever added mostly lie in the order of their
 * key, which is the snapshot's order, and to read them through the key's index costs the server a
 * fifth more. Only the rows themselves can tell, so they are read through a {@link SortingWindow}.
 *
 * @param masked columns that are in another order than their clear values
 */
record StoredOrder(SelectedTable selected, Set<ColumnName> masked) {

  /** Smaller tables are read in no time either way. */
  private static final long WORTHWHILE_BYTES = 4 << 20;

  private static final long SAMPLED_PAGES = 100;

  /** Less than a page has: between two sampled pages lie many that are not sampled. */
  private static final int SAMPLE_WINDOW = 32;

  private static final int WINDOW = 8192;

  /**
   * Whether the rows very likely lie in order: none was updated or deleted, so that none left its
   * place or took another's, and those of a sample are in order.
   */
  boolean isLikely(Session session) throws IOException {
    if (!selected.whole()
        || selected.table().table().partitioned()
        || sort().isEmpty()
        || sortColumns().stream().anyMatch(masked::contains)) {
      return false;
    }
    Sql table = Sql.of("{}::regclass", Sql.literal(name().text()));
    List<Long> pages =
        session.query(
            Sql.of(
                "SELECT pg_relation_size({}) / current_setting('block_size')::int WHERE"
                    + " pg_relation_size({}) >= {} AND pg_stat_get_tuples_updated({}) +"
                    + " pg_stat_get_tuples_deleted({}) = 0",
                table,
                table,
                Sql.number(WORTHWHILE_BYTES),
                table,
                table),
            row -> row.getLong(1));
    return !pages.isEmpty() && isSampleSorted(session, pages.get(0));
  }

  private boolean isSampleSorted(Session session, long pages) throws IOException {
    SortingWindow window = new SortingWindow(sortColumns(), sort(), SAMPLE_WINDOW, line -> {});
    session.copyOut(
        Sql.of(
            "(SELECT {} FROM ONLY {} TABLESAMPLE SYSTEM (least(100, 100.0 * {} / {})) REPEATABLE"
                + " (0))",
            names(sortColumns()),
            name(),
            Sql.number(SAMPLED_PAGES),
            Sql.number(pages)),
        window::row);
    return window.finish();
  }

  /**
   * Where it can be, what COPY reads is no query, so that the server neither plans nor spreads it.
   */
  long copy(Session session, CopySink sink) throws IOException {
    if (masked.isEmpty()) {
      return session.copyOut(Sql.of("{} ({})", name(), names(columns())), sink);
    }
    session.execute(Sql.of("SET LOCAL max_parallel_workers_per_gather = 0"));
    long rows = session.copyOut(Sql.of("(SELECT {} {})", names(columns()), selected.from()), sink);
    session.execute(Sql.of("SET LOCAL max_parallel_workers_per_gather TO DEFAULT"));
    return rows;
  }

  SortingWindow window(SortingWindow.Sink sink) {
    return new SortingWindow(columns(), sort(), WINDOW, sink);
  }

  private Sql name() {
    return Sql.name(selected.name().schema(), selected.name().name());
  }

  private List<SortColumn> sort() {
    return selected.table().sort();
  }

  private List<ColumnName> sortColumns() {
    return sort().stream().map(SortColumn::column).toList();
  }

  private List<ColumnName> columns() {
    return selected.table().columns().stream().map(Column::name).toList();
  }

  private static Sql names(List<ColumnName> columns) {
    return columns.stream().map(column -> Sql.name(column.value())).collect(Sql.joining(", "));
  }
}
