package io.loomctl.masking;

import io.loomctl.config.ColumnMask;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether the database accepts the expressions of masks; it plans them and reads no row. */
public record ExpressionCheck(Session session, ConfiguredSchema schema, Masks masks) {

  /** Each expression that is refused, at its place, with the database's own words. */
  public List<Problem> problems(Collection<TableName> tables) {
    return tables.stream()
        .flatMap(
            table ->
                masks.of(table).values().stream()
                    .filter(mask -> mask.kind() == ColumnMask.Kind.SQL)
                    .flatMap(mask -> refusal(table, mask).stream()))
        .toList();
  }

  private Optional<Problem> refusal(TableName table, Mask mask) {
    SelectedTable whole = SelectedTable.whole(schema.table(table));
    Sql query = MaskedRows.masking(whole, List.of(mask));
    return session
        .attempt(
            () ->
                session.withOwnSearchPath(
                    () -> session.query(Sql.of("EXPLAIN {}", query), row -> row.getString(1))))
        .map(refused -> problem(table, mask, refused));
  }

  private static Problem problem(TableName table, Mask mask, DatabaseException refused) {
    return Problem.at(
            mask.written().sql().orElseThrow().where(),
            "the database does not accept this mask of " + table + "." + mask.column().name())
        .detail(refused.problems().get(0).message());
  }
}
