package io.loomctl.validation;

import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.LoomctlException;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.ScenarioPlan;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The rows in the database, as far as the database itself does not hold them to be right.
 *
 * @param scenario restricts the checks to its tables
 */
record DataChecks(LiveDatabase live, Optional<ScenarioConfig> scenario) implements Checks {

  @Override
  public void run(Consumer<Check> report) {
    ConfiguredSchema schema = live.schema();
    live.inTransaction(
        TransactionMode.READ_ONLY,
        session -> {
          Set<TableName> tables = tables(session, schema);
          report.accept(new OrphanCheck(session, schema, tables).run());
          report.accept(new DuplicateCheck(session, schema, tables).run());
          report.accept(new SequenceCheck(session, schema, tables).run());
          return report;
        });
  }

  /** Those in the config's schemas and those that the config names. */
  private Set<TableName> tables(Session session, ConfiguredSchema schema) {
    Optional<ScenarioPlan> plan = scenario.flatMap(named -> plan(session, schema, named));
    if (plan.isPresent()) {
      return plan.get().touched();
    }
    Set<TableName> tables = new TreeSet<>(schema.inScope());
    schema.tables().keySet().stream()
        .filter(table -> schema.written(table).isPresent())
        .forEach(tables::add);
    return tables;
  }

  /** Nothing for a scenario that does not fit, which the schema's checks tell. */
  static Optional<ScenarioPlan> plan(
      Session session, ConfiguredSchema schema, ScenarioConfig scenario) {
    try {
      return Optional.of(ScenarioPlan.draft(schema, scenario, session::quote));
    } catch (LoomctlException e) {
      if (SchemaChecks.isAboutScenario(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
