package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.SequenceUse;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the surrogate values that staged rows have in the target. A row that is there by its
 * natural key has the target's; a new row keeps its own where nobody else has it, and gets a fresh
 * one where somebody has.
 */
final class SurrogateIds {

  private final Session session;
  private final StagedTables staged;
  private final Map<TableName, Sql> replaced;

  /**
   * Ids for staged tables.
   *
   * @param replaced the tables of which rows that the snapshot does not have are deleted, each with
   *     a FROM clause for its owned rows: a deleted row's id is free
   */
  SurrogateIds(Session session, StagedTables staged, Map<TableName, Sql> replaced) {
    this.session = session;
    this.staged = staged;
    this.replaced = replaced;
  }

  /** Takes one table, after the tables that its natural key refers to. */
  void find(ImportTable table) {
    match(table);
    List<Sql> kept = new ArrayList<>();
    List<Sql> named = new ArrayList<>();
    for (ColumnName column : table.surrogates()) {
      kept.add(kept(table, column));
      named.add(Sql.of("{} AS {}", kept(table, column), Sql.name(column.value())));
    }
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT m.loomctl_staged, {} FROM {} AS m JOIN {}"
                + " AS s ON s.ctid = m.loomctl_staged JOIN {} AS t ON t.ctid = m.tuple AND t.tableoid ="
                + " m.relation WHERE ROW({}) IS DISTINCT FROM ROW({})",
            table.ids(),
            Sql.join(", ", named),
            table.matches(),
            table.staged(),
            table.target().from(),
            Sql.join(", ", kept),
            list(table, Sql.of("s"))));
    renewTaken(table);
    session.execute(Sql.of("ANALYZE {}", table.ids()));
    if (session.queryOne(
        Sql.of("SELECT EXISTS (SELECT FROM {})", table.ids()), row -> row.getBoolean(1))) {
      staged.renumbered(table);
    }
  }

  /** The target's value; where it has none, nobody there depends on it, but new rows may. */
  private static Sql kept(ImportTable table, ColumnName column) {
    Sql name = Sql.name(column.value());
    return table.column(column).notNull()
        ? Sql.of("t.{}", name)
        : Sql.of("coalesce(t.{}, s.{})", name, name);
  }

  private void match(ImportTable table) {
    Sql rows = keys(staged, table);
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS {}",
            table.matches(),
            new KeyMatch(table)
                .joined(
                    rows,
                    Sql.of("r.loomctl_staged, t.tableoid AS relation, t.ctid AS tuple"),
                    Sql.of("t.ctid IS NOT NULL"))));
    session.execute(Sql.of("ANALYZE {}", table.matches()));
  }

  /** The staged rows' natural keys as they are in the target, with the rows' own place. */
  static Sql keys(StagedTables staged, ImportTable table) {
    TargetValues values = new TargetValues(staged, table);
    List<Sql> columns = new ArrayList<>();
    columns.add(Sql.of("s.ctid AS loomctl_staged"));
    for (ColumnName column : table.key()) {
      columns.add(Sql.of("{} AS {}", values.value(column), Sql.name(column.value())));
    }
    Sql select = Sql.join(", ", columns);
    return Sql.of("(SELECT {} {})", select, values.from());
  }

  private static Sql list(ImportTable table, Sql alias) {
    return table.surrogates().stream()
        .map(column -> Sql.of("{}.{}", alias, Sql.name(column.value())))
        .collect(Sql.joining(", "));
  }

  private void renewTaken(ImportTable table) {
    Set<ColumnName> renewed = new LinkedHashSet<>();
    for (UniqueKey key : table.target().table().keys()) {
      boolean byIds = key.columns().stream().anyMatch(table.surrogates()::contains);
      if (byIds && key.columns().stream().allMatch(column -> carries(table, column))) {
        long taken = count(Sql.of("SELECT count(*) {}", taken(table, key)));
        if (taken > 0) {
          renewed.add(renewable(table, key, taken));
          renew(table, key, renewed);
        }
      }
    }
  }

  private static boolean carries(ImportTable table, ColumnName column) {
    return table.columns().stream().anyMatch(carried -> carried.name().equals(column));
  }

  /** New rows whose values of a unique key another row has. */
  private Sql taken(ImportTable table, UniqueKey key) {
    TargetValues values = new TargetValues(staged, table);
    List<Sql> equal = new ArrayList<>();
    for (ColumnName column : key.columns()) {
      Sql there = Sql.of("t.{}", Sql.name(column.value()));
      equal.add(table.column(column).equal(there, values.value(column)));
    }
    Sql stays =
        Optional.ofNullable(replaced.get(table.name()))
            .map(
                owned ->
                    Sql.of(
                        " AND NOT ((t.tableoid, t.ctid) IN (SELECT loomctl_row.tableoid,"
                            + " loomctl_row.ctid {}) AND NOT EXISTS (SELECT FROM {} AS m WHERE"
                            + " m.tuple = t.ctid AND m.relation = t.tableoid))",
                        owned,
                        table.matches()))
            .orElse(Sql.EMPTY);
    return Sql.of(
        "{} WHERE NOT EXISTS (SELECT FROM {} AS m WHERE m.loomctl_staged = s.ctid) AND NOT EXISTS (SELECT"
            + " FROM {} AS i WHERE i.loomctl_staged = s.ctid) AND EXISTS (SELECT FROM {} AS t WHERE {}{})",
        values.from(),
        table.matches(),
        table.ids(),
        table.target().from(),
        Sql.join(" AND ", equal),
        stays);
  }

  private static ColumnName renewable(ImportTable table, UniqueKey key, long taken) {
    return key.columns().stream()
        .filter(table.surrogates()::contains)
        .filter(column -> isInteger(table, column) || isUuid(table, column))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.of(
                            taken
                                + (taken == 1 ? " new row of " : " new rows of ")
                                + table.name()
                                + " would have the id of another row ("
                                + key.name()
                                + "), and loomctl cannot make up one of this type")
                        .hint("use another natural key, or give these rows other ids")));
  }

  private static boolean isInteger(ImportTable table, ColumnName column) {
    return table.column(column).family() == Column.Family.INTEGER;
  }

  private static boolean isUuid(ImportTable table, ColumnName column) {
    return table.column(column).type().equals("uuid");
  }

  private void renew(ImportTable table, UniqueKey key, Set<ColumnName> renewed) {
    List<Sql> values = new ArrayList<>();
    for (ColumnName column : table.surrogates()) {
      values.add(
          renewed.contains(column)
              ? fresh(table, column)
              : Sql.of("s.{}", Sql.name(column.value())));
    }
    session.execute(
        Sql.of(
            "INSERT INTO {} SELECT s.ctid, {} {}",
            table.ids(),
            Sql.join(", ", values),
            taken(table, key)));
  }

  private Sql fresh(ImportTable table, ColumnName column) {
    if (isUuid(table, column)) {
      return Sql.of("pg_catalog.gen_random_uuid()");
    }
    return Sql.of(
        "{} + pg_catalog.row_number() OVER (ORDER BY s.ctid)", Sql.number(highest(table, column)));
  }

  private long highest(ImportTable table, ColumnName column) {
    List<Sql> candidates = new ArrayList<>();
    Sql name = Sql.name(column.value());
    candidates.add(Sql.of("SELECT max({}) AS high FROM {}", name, table.target().from()));
    candidates.add(Sql.of("SELECT max({}) FROM {}", name, table.staged()));
    candidates.add(Sql.of("SELECT max({}) FROM {}", name, table.ids()));
    for (SequenceUse use : table.target().table().sequences()) {
      if (use.column().equals(column) && use.sequence().readable()) {
        TableName sequence = use.sequence().name();
        candidates.add(
            Sql.of("SELECT last_value FROM {}", Sql.name(sequence.schema(), sequence.name())));
      }
    }
    return count(
        Sql.of(
            "SELECT coalesce(max(high), 0) FROM ({}) AS h", Sql.join(" UNION ALL ", candidates)));
  }

  private long count(Sql query) {
    return session.queryOne(query, row -> row.getLong(1));
  }
}
