package io.loomctl.masking;

import io.loomctl.catalog.UniqueKey;
import io.loomctl.config.ColumnMask;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whether masked rows can be put back: whether they keep the constraints of their table. Looks at
 * the rows only where the masks themselves do not make sure of it.
 */
public final class MaskCheck {

  private final Session session;
  private final MaskedRows rows;

  public MaskCheck(Session session, MaskedRows rows) {
    this.session = session;
    this.rows = rows;
  }

  /**
   * Checks rows that are masked already.
   *
   * @throws RefusedException with every constraint that they break
   */
  public void run(Collection<SelectedTable> masked) {
    List<Problem> problems = new ArrayList<>();
    for (SelectedTable table : masked) {
      if (rows.masks(table.name())) {
        List<Constraint> checks = checks(table.name());
        problems.addAll(rows.read(session, table.name(), () -> broken(table, checks)));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems, null);
    }
  }

  private List<Problem> broken(SelectedTable table, List<Constraint> checks) {
    List<Problem> problems = new ArrayList<>();
    for (Mask mask : rows.masksOf(table.name()).values()) {
      if (mask.kind() == ColumnMask.Kind.SQL && mask.column().notNull()) {
        broken(
                Sql.of(
                    "SELECT count(*) {} WHERE {} IS NULL",
                    table.from(),
                    name(mask.column().name())),
                "makes "
                    + table.name()
                    + "."
                    + mask.column().name()
                    + " NULL, which it must not be, in ",
                where(mask))
            .ifPresent(problems::add);
      }
    }
    for (UniqueKey key : table.table().table().keys()) {
      shared(table, key).ifPresent(problems::add);
    }
    for (Constraint constraint : checks) {
      broken(
              Sql.of("SELECT count(*) {} WHERE NOT ({}\n)", table.from(), constraint.condition),
              "breaks the check \"" + constraint.name + "\" of " + table.name() + " in ",
              where(table.name(), List.of(constraint.column)))
          .ifPresent(problems::add);
    }
    return problems;
  }

  private Optional<Problem> shared(SelectedTable table, UniqueKey key) {
    boolean kept =
        rows.masksOf(table.name()).values().stream()
            .filter(mask -> key.columns().contains(mask.column().name()))
            .allMatch(Mask::keepsApart);
    if (kept) {
      return Optional.empty();
    }
    Sql columns = key.columns().stream().map(MaskCheck::name).collect(Sql.joining(", "));
    Sql given =
        key.nullsNotDistinct()
            ? Sql.of("TRUE")
            : key.columns().stream()
                .map(column -> Sql.of("{} IS NOT NULL", name(column)))
                .collect(Sql.joining(" AND "));
    return broken(
        Sql.of(
            "SELECT coalesce(sum(rows - 1), 0)::pg_catalog.int8 FROM (SELECT count(*) AS rows {}"
                + " WHERE {} GROUP BY {} HAVING count(*) > 1) AS loomctl_same",
            table.from(),
            given,
            columns),
        "makes keys equal that \"" + key.name() + "\" of " + table.name() + " keeps apart, in ",
        where(table.name(), key.columns()));
  }

  /** The problem, when the query counts any row. */
  private Optional<Problem> broken(Sql query, String message, Where where) {
    long broken = session.queryOne(query, row -> row.getLong(1));
    return broken == 0
        ? Optional.empty()
        : Optional.of(
            Problem.at(where, "the mask " + message + broken + (broken == 1 ? " row" : " rows"))
                .hint("write { sql: \"an expression\" } whose values fit"));
  }

  /** A CHECK constraint, and one of the masked columns that it looks at. */
  private record Constraint(String name, Sql condition, ColumnName column) {}

  /** Printed while the search path is pinned, so that every name in them is qualified. */
  private List<Constraint> checks(TableName table) {
    Sql masked =
        rows.columns(table).stream()
            .map(column -> Sql.literal(column.value()))
            .collect(Sql.joining(", "));
    return session.query(
        Sql.of(
            "SELECT k.conname, pg_get_expr(k.conbin, k.conrelid), min(a.attname::text) FROM"
                + " pg_constraint AS k JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND"
                + " a.attnum = ANY (k.conkey) WHERE k.conrelid = {}::regclass AND k.contype = 'c'"
                + " AND k.convalidated AND a.attname IN ({}) GROUP BY k.oid, k.conname, k.conbin,"
                + " k.conrelid ORDER BY k.conname",
            Sql.literal(Sql.name(table.schema(), table.name()).text()),
            masked),
        row ->
            new Constraint(
                row.getString(1), Sql.trusted(row.getString(2)), new ColumnName(row.getString(3))));
  }

  private static Sql name(ColumnName column) {
    return Sql.of("loomctl_row.{}", Sql.name(column.value()));
  }

  private Where where(TableName table, Collection<ColumnName> columns) {
    return rows.masksOf(table).values().stream()
        .filter(mask -> columns.contains(mask.column().name()))
        .map(MaskCheck::where)
        .findFirst()
        .orElse(Where.NOWHERE);
  }

  private static Where where(Mask mask) {
    return mask.written().column().where();
  }
}
