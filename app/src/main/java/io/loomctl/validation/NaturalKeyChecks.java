package io.loomctl.validation;

import io.loomctl.catalog.Column;
import io.loomctl.config.Located;
import io.loomctl.config.Severity;
import io.loomctl.config.TableConfig;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import io.loomctl.scenario.KeyCycles;
import io.loomctl.sql.Sql;
import io.loomctl.validation.Check.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Whether the config's natural keys tell rows from each other for good, not by luck. */
record NaturalKeyChecks(Session session, ConfiguredSchema schema) {

  /** The tables whose rows match by a natural key. */
  static List<DataTable> tables(ConfiguredSchema schema) {
    return schema.tables().values().stream()
        .filter(table -> table.key().kind() == MatchKey.Kind.NATURAL)
        .toList();
  }

  void run(Consumer<Check> report) {
    List<DataTable> tables = tables(schema);
    Figure keys = new Figure(tables.size(), "key");
    List<Finding> loose =
        tables.stream().filter(table -> !hasUniqueKey(table)).map(this::loose).toList();
    report.accept(
        Check.of(Family.SCHEMA, "the database keeps every natural key unique", loose, keys));
    List<Finding> nullable = new ArrayList<>();
    for (DataTable table : tables) {
      if (!table.table().isUnique(table.key().columns())) {
        nullable.addAll(nullable(table));
      }
    }
    report.accept(Check.of(Family.SCHEMA, "no natural key allows NULL", nullable, keys));
    report.accept(
        Check.of(
            Family.SCHEMA,
            "no natural keys need each other",
            KeyCycles.of(schema).stream().map(this::circle).toList(),
            keys));
  }

  /** Whatever a unique key says of NULL is another matter. */
  private static boolean hasUniqueKey(DataTable table) {
    return table.table().keys().stream()
        .anyMatch(key -> table.key().columns().containsAll(key.columns()));
  }

  private Finding loose(DataTable table) {
    return Finding.warning(
        Problem.at(
                where(table.name()),
                "nothing in the database keeps " + described(table) + " unique")
            .hint("add a unique constraint on " + columns(table.key().columns())));
  }

  private List<Finding> nullable(DataTable table) {
    List<Finding> findings = new ArrayList<>();
    for (ColumnName name : table.key().columns()) {
      boolean allowed = !table.table().column(name).map(Column::notNull).orElse(true);
      if (allowed) {
        findings.add(nullable(table, name));
      }
    }
    return findings;
  }

  private Finding nullable(DataTable table, ColumnName column) {
    TableQuery query = new TableQuery(table);
    FoundRows none =
        query.mayRead()
            ? FoundRows.find(
                session,
                Sql.of(
                    "SELECT {} {} WHERE {} IS NULL{}",
                    query.identity(table.key().columns()),
                    query.from(),
                    Sql.name(column.value()),
                    query.order()))
            : FoundRows.NONE;
    return new Finding(
        Severity.WARNING,
        Problem.at(
                where(table.name()),
                table.name() + "." + column + " is part of a natural key but allows NULL")
            .hint("declare the column NOT NULL"),
        none);
  }

  private Finding circle(List<Reference> circle) {
    TableName first = circle.get(0).child();
    boolean itself = circle.stream().allMatch(Reference::isSelfReference);
    Problem problem =
        Problem.at(
            where(first),
            itself
                ? "the natural key of " + first + " contains a reference to " + first + " itself"
                : "natural keys need each other in a circle");
    for (Reference reference : circle) {
      problem = problem.detail(reference.toString());
    }
    return Finding.error(problem.hint("give one of the tables a key without that reference"));
  }

  /** The table with its key's columns. */
  static String described(DataTable table) {
    return table.name() + columns(table.key().columns());
  }

  private static String columns(List<ColumnName> columns) {
    return columns.stream().map(ColumnName::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  private Where where(TableName table) {
    return keyOf(schema, table);
  }

  /** The place of a table's natural key in the config. */
  static Where keyOf(ConfiguredSchema schema, TableName table) {
    return schema
        .written(table)
        .map(TableConfig::key)
        .filter(key -> !key.isEmpty())
        .map(key -> key.get(0))
        .map(Located::where)
        .orElse(Where.NOWHERE);
  }
}
