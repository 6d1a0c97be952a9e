package io.loomctl.importer;

import io.loomctl.catalog.CatalogReader;
import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import io.loomctl.scenario.Narrowing;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.sql.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The target's schema and the scenario's plan, with the tables locked: those to be written against
 * other writers, readers go on; the others against changes of their definition.
 */
record TargetView(Database database, Session session, Config config, ScenarioConfig scenario) {

  private static final int ATTEMPTS = 5;

  /**
   * Takes the locks.
   *
   * @param written the tables to be written, as far as they exist
   * @param wait for each lock, at most
   * @return the plan, made when the locks were held
   */
  ScenarioPlan lock(Map<String, String> parameters, Set<TableName> written, Duration wait) {
    session.execute(
        Sql.of(
            "SET LOCAL lock_timeout = {}",
            Sql.literal(wait.toMillis() == 0 ? "0" : wait.toMillis() + "ms")));
    Lock.take(session, List.of(Lock.ofImport(scenario.name())), wait);
    ScenarioPlan plan = plan(parameters);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      takeLocks(plan, written, wait);
      ScenarioPlan locked = plan(parameters);
      if (tables(locked, written).equals(tables(plan, written))) {
        return locked;
      }
      plan = locked;
    }
    throw database.refused(
        "the schema keeps changing while it is read", "import when migrations have finished");
  }

  private void takeLocks(ScenarioPlan plan, Set<TableName> written, Duration wait) {
    try {
      Lock.take(session, locks(plan, written), wait);
    } catch (DatabaseException e) {
      List<TableName> tables =
          written.stream().filter(table -> plan.schema().tables().containsKey(table)).toList();
      throw new WriteRights(session).explain(e, tables);
    }
  }

  /** The plan, without any lock. */
  ScenarioPlan plan(Map<String, String> parameters) {
    ConfiguredSchema schema = ConfiguredSchema.of(config, CatalogReader.read(session));
    return ScenarioPlan.of(schema, scenario, parameters, Narrowing.NONE, session::quote);
  }

  private static Set<TableName> tables(ScenarioPlan plan, Set<TableName> written) {
    Set<TableName> tables = new TreeSet<>(plan.touched());
    tables.addAll(plan.owned().keySet());
    tables.addAll(written);
    tables.retainAll(plan.schema().tables().keySet());
    return tables;
  }

  private static List<Lock> locks(ScenarioPlan plan, Set<TableName> written) {
    List<Lock> locks = new ArrayList<>();
    for (TableName name : tables(plan, written)) {
      DataTable table = plan.schema().table(name);
      if (written.contains(name) && !table.lookup()) {
        locks.add(Lock.againstWriters(table));
      } else if (table.table().readable()) {
        locks.add(Lock.againstChanges(table));
      }
    }
    return locks;
  }
}
