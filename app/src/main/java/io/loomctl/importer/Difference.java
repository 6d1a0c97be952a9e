package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares staged rows with those of the target, table by table, and notes in temporary tables
 * which rows are to be inserted, updated and deleted. Values are compared by what is stored ({@code
 * *<>}), not by what their type calls equal: 1.10 and 1.1 differ, and types without equality can be
 * compared.
 */
final class Difference {

  private final Session session;
  private final StagedTables staged;
  private final Map<TableName, Sql> replaced;
  private final Map<TableName, Sql> base;

  /**
   * Compares.
   *
   * @param replaced the tables of which rows that the snapshot does not have are deleted, each with
   *     a FROM clause for its owned rows
   */
  Difference(Session session, StagedTables staged, Map<TableName, Sql> replaced) {
    this(session, staged, replaced, Map.of());
  }

  /**
   * The same for a delta.
   *
   * @param base tables of those rows of the target that the delta's base has: of rows without a key
   *     it changes none but these
   */
  Difference(
      Session session,
      StagedTables staged,
      Map<TableName, Sql> replaced,
      Map<TableName, Sql> base) {
    this.session = session;
    this.staged = staged;
    this.replaced = replaced;
    this.base = base;
  }

  /** Queries the rows of the target that are among the staged ones, as they are. */
  Sql matched(ImportTable table) {
    if (!table.matchesWholeRows()) {
      return new KeyMatch(table)
          .joined(
              staged.rows(table),
              Sql.of("t.tableoid AS relation, t.ctid AS tuple"),
              Sql.of("t.ctid IS NOT NULL"));
    }
    return Sql.of(
        "SELECT t.relation, t.tuple FROM {} AS r JOIN {} AS t ON t.content = r.content AND t.number ="
            + " r.number",
        numbered(table, Sql.of("FROM {} AS r", staged.rows(table)), Sql.of("r"), Sql.EMPTY),
        numberedTarget(table));
  }

  /**
   * The changes that a table needs.
   *
   * @param rows the number of staged rows
   */
  Change find(ImportTable table, long rows) {
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS {}",
            table.differences(),
            table.matchesWholeRows() ? unmatchedWholeRows(table) : differing(table)));
    session.execute(Sql.of("ANALYZE {}", table.differences()));
    long inserted =
        count(Sql.of("SELECT count(*) FROM {} WHERE tuple IS NULL", table.differences()));
    long different =
        count(Sql.of("SELECT count(*) FROM {} WHERE tuple IS NOT NULL", table.differences()));
    refuseTwice(table);
    return new Change(table, rows, inserted, different, deletions(table, rows - inserted), 0);
  }

  private Sql differing(ImportTable table) {
    return new KeyMatch(table)
        .joined(
            staged.rows(table),
            Sql.of(
                "r.ctid AS loomctl_staged, t.tableoid AS relation, t.ctid AS tuple,"
                    + " false AS substitute"),
            Sql.of("(t.ctid IS NULL OR {})", differs(table)));
  }

  private static Sql differs(ImportTable table) {
    List<Column> compared =
        table.columns().stream().filter(column -> !column.identityAlways()).toList();
    if (compared.isEmpty()) {
      return Sql.of("false");
    }
    return Sql.of(
        "ROW({})::record OPERATOR(pg_catalog.*<>) ROW({})::record",
        values(compared, Sql.of("t")),
        values(compared, Sql.of("r")));
  }

  private static Sql values(List<Column> columns, Sql alias) {
    return columns.stream()
        .map(column -> Sql.of("{}.{}", alias, Sql.name(column.name().value())))
        .collect(Sql.joining(", "));
  }

  /** Equal rows are paired off one by one, so that duplicates count; owned ones first. */
  private Sql unmatchedWholeRows(ImportTable table) {
    return Sql.of(
        "SELECT r.tuple AS loomctl_staged, NULL::pg_catalog.oid AS relation, NULL::pg_catalog.tid AS tuple, false AS substitute"
            + " FROM {} AS r LEFT JOIN {} AS t ON t.content = r.content AND t.number = r.number"
            + " WHERE t.tuple IS NULL",
        numbered(table, Sql.of("FROM {} AS r", staged.rows(table)), Sql.of("r"), Sql.EMPTY),
        numberedTarget(table));
  }

  private Sql numberedTarget(ImportTable table) {
    Sql all =
        Optional.ofNullable(base.get(table.name()))
            .map(
                rows ->
                    Sql.of(
                        "FROM {} AS t WHERE (t.tableoid, t.ctid) IN (SELECT b.relation, b.tuple"
                            + " FROM {} AS b)",
                        table.target().from(),
                        rows))
            .orElse(Sql.of("FROM {} AS t", table.target().from()));
    Sql ownedFirst =
        Optional.ofNullable(replaced.get(table.name()))
            .map(
                owned ->
                    Sql.of(
                        "(t.tableoid, t.ctid) IN (SELECT loomctl_row.tableoid, loomctl_row.ctid {})"
                            + " DESC, ",
                        owned))
            .orElse(Sql.EMPTY);
    return numbered(table, all, Sql.of("t"), ownedFirst);
  }

  private static Sql numbered(ImportTable table, Sql from, Sql alias, Sql order) {
    Sql content = Sql.of("ROW({})::text", table.values(alias));
    return Sql.of(
        "(SELECT {}.tableoid AS relation, {}.ctid AS tuple, {} AS content,"
            + " pg_catalog.row_number() OVER (PARTITION BY {} ORDER BY {}{}.tableoid, {}.ctid) AS"
            + " number {})",
        alias,
        alias,
        content,
        content,
        order,
        alias,
        alias,
        from);
  }

  private long deletions(ImportTable table, long matched) {
    Sql owned = replaced.get(table.name());
    if (owned == null) {
      return 0;
    }
    if (!table.matchesWholeRows()
        && count(Sql.of("SELECT count(*) FROM {}", table.target().from())) == matched) {
      return 0;
    }
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT loomctl_row.tableoid AS relation,"
                + " loomctl_row.ctid AS tuple {} WHERE {}",
            table.deletions(),
            owned,
            table.matchesWholeRows()
                ? unmatchedInTarget(table)
                : new KeyMatch(table).isNone(Sql.of("loomctl_row"), staged.rows(table))));
    session.execute(Sql.of("ANALYZE {}", table.deletions()));
    return count(Sql.of("SELECT count(*) FROM {}", table.deletions()));
  }

  private Sql unmatchedInTarget(ImportTable table) {
    return Sql.of(
        "(loomctl_row.tableoid, loomctl_row.ctid) IN (SELECT t.relation, t.tuple FROM {} AS t LEFT"
            + " JOIN {} AS r ON t.content = r.content AND t.number = r.number WHERE r.tuple IS"
            + " NULL)",
        numberedTarget(table),
        numbered(table, Sql.of("FROM {} AS r", staged.rows(table)), Sql.of("r"), Sql.EMPTY));
  }

  /** Two rows of the snapshot for one of the target: which of them would win is anybody's guess. */
  private void refuseTwice(ImportTable table) {
    long twice =
        count(
            Sql.of(
                "SELECT count(*) FROM (SELECT FROM {} WHERE tuple IS NOT NULL GROUP BY relation,"
                    + " tuple HAVING count(*) > 1) AS d",
                table.differences()));
    if (twice > 0) {
      throw new RefusedException(
          Problem.of(
                  "the snapshot has several rows of "
                      + table.name()
                      + " with the same key, for "
                      + twice
                      + (twice == 1 ? " row" : " rows")
                      + " of the database")
              .hint("choose another \"key\" for the table in the config"));
    }
  }

  private long count(Sql query) {
    return session.queryOne(query, row -> row.getLong(1));
  }
}
