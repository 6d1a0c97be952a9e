package io.loomctl.validation;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.config.ConfiguredTable;
import io.loomctl.config.DatabaseConfig;
import io.loomctl.config.Masking;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.TableConfig;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.masking.DeclaredColumns;
import io.loomctl.masking.ExpressionCheck;
import io.loomctl.masking.Masks;
import io.loomctl.privacy.PersonalColumns;
import io.loomctl.privacy.Suggestion;
import io.loomctl.privacy.ValueSample;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.validation.Check.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What the scenarios take out of the database, as far as it may be somebody's own affair.
 *
 * @param database the one that is looked at
 */
record PrivacyChecks(LiveDatabase live, List<ScenarioConfig> scenarios, DatabaseConfig database)
    implements Checks {

  @Override
  public void run(Consumer<Check> report) {
    ConfiguredSchema schema = live.schema();
    Masks.Bound bound = Masks.bind(schema);
    live.inTransaction(
        TransactionMode.READ_ONLY,
        session -> {
          report.accept(masks(session, schema, bound));
          report.accept(declared(session, schema, bound.masks()));
          report.accept(personal(session, schema, bound.masks()));
          return report;
        });
  }

  private static Check masks(Session session, ConfiguredSchema schema, Masks.Bound bound) {
    List<Problem> problems = new ArrayList<>(bound.problems());
    problems.addAll(
        new ExpressionCheck(session, schema, bound.masks()).problems(schema.tables().keySet()));
    long masks = schema.config().tables().stream().mapToLong(table -> table.masks().size()).sum();
    return Check.of(
        Family.PRIVACY,
        "every mask fits its column",
        problems.stream().map(Finding::error).toList(),
        new Figure(masks, "mask"));
  }

  private Check declared(Session session, ConfiguredSchema schema, Masks masks) {
    DeclaredColumns declared = new DeclaredColumns(schema, masks);
    List<Finding> findings = new ArrayList<>();
    long strict = 0;
    for (ScenarioConfig scenario : scenarios) {
      Optional<String> why = Masking.strictness(database, scenario);
      if (why.isPresent()) {
        strict++;
        DataChecks.plan(session, schema, scenario)
            .map(plan -> declared.problems(plan.touched(), why.get()))
            .ifPresent(problems -> problems.stream().map(Finding::error).forEach(findings::add));
      }
    }
    return Check.of(
        Family.PRIVACY,
        "strict scenarios say of every column what becomes of it",
        findings,
        new Figure(strict, "scenario"));
  }

  private Check personal(Session session, ConfiguredSchema schema, Masks masks) {
    DeclaredColumns declared = new DeclaredColumns(schema, masks);
    List<Finding> findings = new ArrayList<>();
    long columns = 0;
    for (TableName name : taken(session, schema)) {
      List<ColumnName> undecided = declared.undecided(name);
      columns += undecided.size();
      if (!undecided.isEmpty()) {
        findings.addAll(personal(session, schema, name, undecided));
      }
    }
    return Check.of(
        Family.PRIVACY,
        "nothing that looks personal leaves the database as it is",
        findings,
        new Figure(columns, "column"));
  }

  /** The tables that the scenarios may take rows of. */
  private Set<TableName> taken(Session session, ConfiguredSchema schema) {
    Set<TableName> tables = new TreeSet<>();
    for (ScenarioConfig scenario : scenarios) {
      DataChecks.plan(session, schema, scenario)
          .map(ScenarioPlan::touched)
          .ifPresent(tables::addAll);
    }
    return tables;
  }

  private static List<Finding> personal(
      Session session, ConfiguredSchema schema, TableName name, List<ColumnName> columns) {
    Table table = schema.table(name).table();
    ValueSample sample = ValueSample.of(session, table);
    Where where =
        schema
            .written(name)
            .map(TableConfig::table)
            .map(ConfiguredTable::where)
            .orElseGet(() -> Where.file(schema.config().file()));
    List<Finding> findings = new ArrayList<>();
    for (ColumnName column : columns) {
      Column found = table.column(column).orElseThrow();
      PersonalColumns.of(table, found, sample.of(column))
          .map(suggestion -> personal(where, name, column, suggestion))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private static Finding personal(
      Where where, TableName table, ColumnName column, Suggestion suggestion) {
    String mask =
        suggestion
            .sql()
            .map(sql -> "{ sql: \"" + sql + "\" }")
            .orElse(suggestion.mask().toString());
    return Finding.warning(
        Problem.at(where, table + "." + column + " looks personal: " + suggestion.reason())
            .hint(
                "mask it (\"mask: { "
                    + column
                    + ": "
                    + mask
                    + " }\"), exclude it, or name it under \"safe\""));
  }
}
