package io.loomctl.scenario;

import io.loomctl.config.Located;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.ScenarioTable;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan.Condition;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the database accepts a scenario's conditions; it plans them and reads no row. */
public record ConditionCheck(Session session, ConfiguredSchema schema) {

  /** Each condition that is refused, at its place, with the database's own words. */
  public List<Problem> problems(ScenarioConfig scenario) {
    List<Problem> problems = new ArrayList<>();
    ParameterUse parameters = new ParameterUse(scenario);
    TableLookup lookup =
        new TableLookup(schema.catalog(), schema.config().schemas(), missing -> {});
    for (ScenarioTable written : scenario.tables()) {
      Optional<TableName> table = lookup.find(written.table());
      if (table.isPresent() && written.where().isPresent()) {
        Located<String> where = written.where().get();
        Condition condition =
            new Condition(
                Parameters.apply(
                    where, parameters.draftValues(), ParameterUse.draftQuote(session::quote)),
                where.where());
        refusal(table.get(), condition).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private Optional<Problem> refusal(TableName table, Condition condition) {
    Sql rows = new SelectionSql(schema).matching(table, condition);
    return session
        .attempt(
            () ->
                session.withOwnSearchPath(
                    () -> session.query(Sql.of("EXPLAIN {}", rows), row -> row.getString(1))))
        .filter(refused -> !OperatorSql.isAboutRights(refused))
        .map(refused -> OperatorSql.notAccepted(condition, table, refused));
  }
}
