package io.loomctl.scenario;

import io.loomctl.catalog.CatalogReader;
import io.loomctl.config.Config;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A transaction in which both the schema and the data stand still. The tables are locked against
 * changes of their definition before the transaction takes its view of the data, so that view never
 * shows a table as it was before somebody altered or truncated it. Which tables to lock is known
 * from a first look. If anything at all was committed since, a second look under the locks follows;
 * if that finds other tables, the schema changed in between and all begins anew.
 */
public record ConsistentView(
    Database database,
    Config config,
    ScenarioConfig scenario,
    Map<String, String> parameters,
    Narrowing narrowing) {

  private static final int ATTEMPTS = 5;

  /**
   * A first look.
   *
   * @param visible what it could see, as the session tells it
   */
  private record Preview(ScenarioPlan plan, Optional<String> visible) {}

  /** What is done with the view. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Session session, ScenarioPlan plan) throws IOException;
  }

  /**
   * Does the work.
   *
   * @throws io.loomctl.failure.DatabaseException when migrations never stop
   */
  public <T> T use(Work<T> work) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Preview preview =
          database.inTransaction(
              TransactionMode.READ_ONLY, session -> new Preview(plan(session), session.visible()));
      Optional<T> result = use(preview, work);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw database.refused(
        "the schema keeps changing while it is read", "try again when migrations have finished");
  }

  private <T> Optional<T> use(Preview preview, Work<T> work) throws IOException {
    boolean keySets = Selection.needsKeySets(preview.plan);
    Set<TableName> locked = tables(preview.plan);
    return database.inTransaction(
        keySets ? TransactionMode.REPEATABLE_READ : TransactionMode.READ_ONLY,
        session -> {
          lock(session, preview.plan, locked);
          ScenarioPlan plan = isCurrent(session, preview) ? preview.plan : plan(session);
          boolean stands = locked.equals(tables(plan)) && keySets == Selection.needsKeySets(plan);
          return stands ? Optional.of(work.in(session, plan)) : Optional.<T>empty();
        });
  }

  private static boolean isCurrent(Session session, Preview preview) {
    return preview.visible.isPresent() && preview.visible.equals(session.visible());
  }

  private ScenarioPlan plan(Session session) {
    ConfiguredSchema schema = ConfiguredSchema.of(config, CatalogReader.read(session));
    return ScenarioPlan.of(schema, scenario, parameters, narrowing, session::quote);
  }

  private static Set<TableName> tables(ScenarioPlan plan) {
    Set<TableName> tables = new TreeSet<>(plan.touched());
    tables.addAll(plan.owned().keySet());
    return tables;
  }

  /** Tables of which the role may read single columns only cannot be locked. */
  private static void lock(Session session, ScenarioPlan plan, Set<TableName> tables) {
    Sql names =
        tables.stream()
            .map(plan.schema()::table)
            .map(DataTable::table)
            .filter(table -> table.readable())
            .map(
                table ->
                    Sql.of(
                        table.partitioned() ? "{}" : "ONLY {}",
                        Sql.name(table.name().schema(), table.name().name())))
            .collect(Sql.joining(", "));
    if (!names.text().isEmpty()) {
      session.execute(Sql.of("LOCK TABLE {} IN ACCESS SHARE MODE", names));
    }
  }
}
