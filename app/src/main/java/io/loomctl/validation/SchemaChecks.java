package io.loomctl.validation;

import io.loomctl.config.Children;
import io.loomctl.config.Config;
import io.loomctl.config.ConfiguredTable;
import io.loomctl.config.NamePattern;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.TableConfig;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConditionCheck;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.validation.Check.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The config against the live catalog. */
record SchemaChecks(LiveDatabase live, List<ScenarioConfig> scenarios) implements Checks {

  @Override
  public void run(Consumer<Check> report) {
    ConfiguredSchema schema = live.schema();
    report.accept(names());
    live.inTransaction(
        TransactionMode.READ_ONLY,
        session -> {
          report.accept(plans(session, schema));
          report.accept(conditions(session, schema));
          report.accept(patterns(schema));
          new NaturalKeyChecks(session, schema).run(report);
          report.accept(order(schema));
          return report;
        });
  }

  private Check names() {
    List<TableConfig> tables = live.schema().config().tables();
    return Check.of(
        Family.SCHEMA,
        "the config's tables and columns fit the database",
        live.bound().problems().stream().map(Finding::error).toList(),
        new Figure(tables.size(), "table"));
  }

  private Check plans(Session session, ConfiguredSchema schema) {
    List<Finding> findings = new ArrayList<>();
    for (ScenarioConfig scenario : scenarios) {
      try {
        ScenarioPlan.draft(schema, scenario, session::quote);
      } catch (LoomctlException e) {
        if (!isAboutScenario(e)) {
          throw e;
        }
        e.problems().stream()
            .map(problem -> placed(scenario, problem))
            .map(Finding::error)
            .forEach(findings::add);
      }
    }
    return Check.of(
        Family.SCHEMA,
        "every scenario fits the database",
        findings,
        new Figure(scenarios.size(), "scenario"));
  }

  /**
   * Whether a scenario does not fit the schema or the role's rights, as against a failure of the
   * database, which has a cause.
   */
  static boolean isAboutScenario(LoomctlException failure) {
    return failure instanceof ConfigException
        || (failure instanceof DatabaseException && failure.getCause() == null);
  }

  private static Problem placed(ScenarioConfig scenario, Problem problem) {
    return problem.where().equals(Where.NOWHERE)
        ? new Problem(scenario.where(), problem.message(), problem.details(), problem.hint())
        : problem;
  }

  private Check conditions(Session session, ConfiguredSchema schema) {
    ConditionCheck check = new ConditionCheck(session, schema);
    return Check.of(
        Family.SCHEMA,
        "the database accepts every condition",
        scenarios.stream()
            .flatMap(scenario -> check.problems(scenario).stream())
            .map(Finding::error)
            .toList(),
        new Figure(
            scenarios.stream()
                .flatMap(scenario -> scenario.tables().stream())
                .filter(table -> table.where().isPresent())
                .count(),
            "condition"));
  }

  private Check patterns(ConfiguredSchema schema) {
    Config config = schema.config();
    List<NamePattern> patterns =
        Stream.concat(
                config.groups().values().stream().flatMap(List::stream),
                scenarios.stream().flatMap(SchemaChecks::patterns))
            .toList();
    List<Finding> findings =
        patterns.stream()
            .filter(
                pattern ->
                    schema.tables().keySet().stream()
                        .noneMatch(table -> pattern.matches(table, config.schemas())))
            .map(
                pattern ->
                    Problem.at(pattern.where(), "\"" + pattern + "\" stands for no table")
                        .hint("correct it or drop it"))
            .map(Finding::warning)
            .toList();
    return Check.of(
        Family.SCHEMA,
        "groups, children and stop name tables",
        findings,
        new Figure(patterns.size(), "name"));
  }

  private static Stream<NamePattern> patterns(ScenarioConfig scenario) {
    Stream<NamePattern> into =
        scenario.children() instanceof Children.Into children
            ? children.patterns().stream()
            : Stream.of();
    return Stream.concat(into, scenario.stop().stream());
  }

  private static Check order(ConfiguredSchema schema) {
    DependencyOrder order =
        DependencyOrder.of(schema.tables().keySet(), schema.graph().references(), schema.wishes());
    List<Finding> findings = new ArrayList<>();
    long asked = 0;
    for (TableName table : schema.tables().keySet()) {
      List<ConfiguredTable> after = schema.written(table).map(TableConfig::after).orElse(List.of());
      asked += after.size();
      for (ConfiguredTable earlier : after) {
        unmet(schema, order, table, earlier).map(Finding::warning).ifPresent(findings::add);
      }
    }
    return Check.of(
        Family.SCHEMA,
        "tables can load in the order of \"after\"",
        findings,
        new Figure(asked, "table"));
  }

  private static Optional<Problem> unmet(
      ConfiguredSchema schema, DependencyOrder order, TableName table, ConfiguredTable earlier) {
    return earlier.candidates(schema.config().schemas()).stream()
        .filter(schema.catalog().tables()::containsKey)
        .findFirst()
        .filter(found -> order.unmet().contains(new LoadAfter(table, found)))
        .map(
            found ->
                Problem.at(
                        earlier.where(),
                        table + " cannot load after " + found + ": references lead the other way")
                    .hint("drop it, or one of the wishes that make a circle"));
  }
}
