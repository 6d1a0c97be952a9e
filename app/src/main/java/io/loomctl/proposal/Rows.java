package io.loomctl.proposal;

import io.loomctl.catalog.Table;
import io.loomctl.database.Session;
import io.loomctl.sql.Sql;

/** Looks at a table's rows that take a bounded time, however large the table is. */
final class Rows {

  private static final long MOST_COUNTED = 100_000;

  private Rows() {}

  /** The table in a FROM clause. */
  static Sql of(Table table) {
    Sql name = Sql.name(table.name().schema(), table.name().name());
    return table.partitioned() ? name : Sql.of("ONLY {}", name);
  }

  /** Exact up to a limit, beyond it by the server's statistics; 0 for a table that is not seen. */
  static long count(Session session, Table table) {
    if (!table.readable() || table.rowSecurity() || table.estimatedRows() > MOST_COUNTED) {
      return Math.max(0, table.estimatedRows());
    }
    return session.queryOne(
        Sql.of(
            "SELECT count(*) FROM (SELECT FROM {} LIMIT {}) AS counted",
            of(table),
            Sql.number(MOST_COUNTED)),
        row -> row.getLong(1));
  }
}
