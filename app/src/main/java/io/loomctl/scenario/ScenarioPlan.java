package io.loomctl.scenario;

import io.loomctl.config.ScenarioConfig;
import io.loomctl.failure.Where;
import io.loomctl.graph.Reference;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How a scenario's rows are found, before any row was looked at.
 *
 * @param parameters the values in use
 * @param owned every table with rows that the scenario owns
 * @param links along which ownership goes down from parent to child
 * @param taken the owned tables whose rows go into the snapshot, lookup tables included
 * @param reachable the tables outside {@code taken} that may hold required rows
 * @param limits how many rows a snapshot may hold
 */
public record ScenarioPlan(
    ScenarioName scenario,
    SortedMap<String, String> parameters,
    ConfiguredSchema schema,
    SortedMap<TableName, Owned> owned,
    List<Link> links,
    SortedSet<TableName> taken,
    SortedSet<TableName> reachable,
    RowLimits limits) {

  /**
   * A table with owned rows.
   *
   * @param whole whether all of its rows are owned
   * @param condition rows are owned that it holds for; nothing when they are reached by links only
   * @param rule the place that makes it so
   */
  public record Owned(DataTable table, boolean whole, Optional<Condition> condition, Where rule) {}

  /**
   * A condition that the operator wrote.
   *
   * @param sql with the parameters in their places
   */
  public record Condition(Sql sql, Where where) {}

  /**
   * Rows of the child are owned when the parent row that they reference is.
   *
   * @param condition that must hold for the child's row as well
   * @param rule the place that makes it so
   */
  public record Link(Reference reference, Optional<Condition> condition, Where rule) {

    boolean equalsButForItsPlace(Link other) {
      return reference.equals(other.reference) && condition.equals(other.condition);
    }
  }

  public ScenarioPlan {
    parameters = new TreeMap<>(parameters);
    owned = new TreeMap<>(owned);
    links = List.copyOf(links);
    taken = new TreeSet<>(taken);
    reachable = new TreeSet<>(reachable);
  }

  /**
   * Plans a scenario.
   *
   * @param quote turns a parameter's value into a literal of the server's own making
   * @throws io.loomctl.failure.ConfigException when the scenario does not fit the schema
   * @throws io.loomctl.failure.UsageException when parameters or table names do not fit
   */
  public static ScenarioPlan of(
      ConfiguredSchema schema,
      ScenarioConfig scenario,
      Map<String, String> parameters,
      Narrowing narrowing,
      Function<String, Sql> quote) {
    return new ScenarioPlanner(schema, scenario, Parameters.resolve(scenario, parameters), quote)
        .plan(narrowing);
  }

  /**
   * Plans a scenario that may still lack values for its parameters, to see whether it fits the
   * schema and which tables it touches. Not to be evaluated: NULL stands for what is missing.
   *
   * @throws io.loomctl.failure.ConfigException when the scenario does not fit the schema
   * @throws io.loomctl.failure.DatabaseException when the role does not see all of its rows
   */
  public static ScenarioPlan draft(
      ConfiguredSchema schema, ScenarioConfig scenario, Function<String, Sql> quote) {
    return new ScenarioPlanner(
            schema,
            scenario,
            new ParameterUse(scenario).draftValues(),
            ParameterUse.draftQuote(quote))
        .plan(Narrowing.NONE);
  }

  /** Whether all rows of the table go into the snapshot. */
  public boolean takenWhole(TableName table) {
    Owned rule = owned.get(table);
    return rule != null && rule.whole() && taken.contains(table);
  }

  /** Every table that may have rows in the snapshot. */
  public Set<TableName> touched() {
    Set<TableName> touched = new TreeSet<>(taken);
    touched.addAll(reachable);
    return touched;
  }
}
