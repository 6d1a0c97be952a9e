package io.loomctl.exporter;

import io.loomctl.catalog.Column;
import io.loomctl.database.Session;
import io.loomctl.masking.MaskedRows;
import io.loomctl.scenario.OrderedRows;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.sql.Sql;
import java.util.List;

/**
 * How many bytes of COPY text a table's rows make. The server measures them, so that no value comes
 * over: all rows of a small table, of a larger one a sample that does not depend on the rows'
 * values nor on their order, and is the same one each time.
 *
 * @param masks of the rows that are measured
 * @param rows how many there are
 */
record RowVolume(SelectedTable table, MaskedRows masks, String encoding, long rows) {

  /** Half of the rows up to twice as many are looked at. */
  private static final long SAMPLE = 2000;

  /** What COPY writes as two bytes: backslash, and BS, TAB, LF, VT, FF, CR. */
  private static final Sql ESCAPED = Sql.of("E'\\\\\\b\\t\\n\\x0b\\f\\r'");

  private static final Sql ROW = Sql.of("loomctl_row");

  /** What was measured, of how many rows. */
  private record Measured(long rows, long bytes) {}

  long bytes(Session session) {
    if (rows == 0) {
      return 0;
    }
    Measured measured =
        masks.read(
            session,
            table.name(),
            () -> session.queryOne(measure(), row -> new Measured(row.getLong(1), row.getLong(2))));
    return measured.rows == 0 ? 0 : Math.round((double) measured.bytes * rows / measured.rows);
  }

  private Sql measure() {
    return Sql.of(
        "SELECT pg_catalog.count(*), pg_catalog.sum({}) FROM ({}) AS {}",
        lineLength(),
        new OrderedRows(masks.of(sampled()), encoding).query(),
        ROW);
  }

  private SelectedTable sampled() {
    long every = rows / SAMPLE;
    if (every < 2) {
      return table;
    }
    Sql from =
        Sql.of(
            "{} WHERE (pg_catalog.hashtid({}.ctid) & 2147483647) % {} = 0",
            table.from(), ROW, Sql.number(every));
    return new SelectedTable(table.table(), table.whole(), table.owned(), table.required(), from);
  }

  /** Each value has a tab or the line's end behind it; a row without columns is an empty line. */
  private Sql lineLength() {
    List<Column> columns = table.table().columns();
    return columns.isEmpty()
        ? Sql.number(1)
        : columns.stream().map(RowVolume::valueLength).collect(Sql.joining(" + "));
  }

  private static Sql valueLength(Column column) {
    Sql value = Sql.of("{}.{}", ROW, Sql.name(column.name().value()));
    Sql text = Sql.of("pg_catalog.concat({})", value);
    return Sql.of(
        "CASE WHEN {} IS NOT DISTINCT FROM NULL THEN 3 ELSE 1 + pg_catalog.octet_length({}) +"
            + " pg_catalog.length({}) - pg_catalog.length(pg_catalog.translate({}, {}, '')) END",
        value,
        text,
        text,
        text,
        ESCAPED);
  }
}
