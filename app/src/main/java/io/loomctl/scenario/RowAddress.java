package io.loomctl.scenario;

import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Where a row is, as long as the transaction's view of the data lasts.
 *
 * @param relation the table's or the partition's oid
 * @param tuple its {@code ctid}
 */
public record RowAddress(TableName table, long relation, String tuple) {

  /** Reads relation and ctid from the first two columns. */
  public static RowAddress read(TableName table, ResultSet row) throws SQLException {
    return new RowAddress(table, row.getLong(1), row.getString(2));
  }

  /** That a row is this one. */
  public Sql is(Sql alias) {
    return Sql.of(
        "{}.tableoid = {}::pg_catalog.oid AND {}.ctid = {}::pg_catalog.tid",
        alias,
        Sql.number(relation),
        alias,
        Sql.literal(tuple));
  }
}
