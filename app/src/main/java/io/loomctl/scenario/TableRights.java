package io.loomctl.scenario;

import io.loomctl.catalog.Column;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the connected role sees every row and column of the tables that a plan touches. */
record TableRights(ConfiguredSchema schema) {

  /**
   * Checks all of the tables.
   *
   * @throws DatabaseException when the database would not let the role read
   * @throws RefusedException when it would, but without some of the rows
   */
  void check(ScenarioPlan plan) {
    Set<TableName> tables = new TreeSet<>(plan.touched());
    tables.addAll(plan.owned().keySet());
    Map<TableName, String> unreadable = new TreeMap<>();
    Map<TableName, String> thinned = new TreeMap<>();
    for (TableName name : tables) {
      DataTable table = schema.table(name);
      if (table.table().rowSecurity()) {
        thinned.put(name, name.toString());
      } else if (!table.table().readable() && !unreadableColumns(table).isEmpty()) {
        unreadable.put(name, unreadable(table));
      }
    }
    List<Problem> problems = new ArrayList<>();
    if (!unreadable.isEmpty()) {
      problems.add(
          problem("this role may not read %s", unreadable)
              .hint("GRANT SELECT ON " + joined(unreadable.keySet()) + " TO the role"));
    }
    if (!thinned.isEmpty()) {
      problems.add(
          problem("row-level security hides rows of %s from this role", thinned)
              .hint("connect as the tables' owner, or as a role with BYPASSRLS"));
    }
    throwIfAny(problems, unreadable.isEmpty());
  }

  private static void throwIfAny(List<Problem> problems, boolean readable) {
    if (!readable) {
      throw new DatabaseException(problems, null);
    } else if (!problems.isEmpty()) {
      throw new RefusedException(problems, null);
    }
  }

  /** One table stands in the sentence itself, several below it. */
  private static Problem problem(String sentence, Map<TableName, String> tables) {
    if (tables.size() == 1) {
      return Problem.of(sentence.formatted(joined(tables.values())));
    }
    Problem problem = Problem.of(sentence.formatted(tables.size() + " tables"));
    for (String table : tables.values()) {
      problem = problem.detail(table);
    }
    return problem;
  }

  private static String unreadable(DataTable table) {
    List<Column> columns = unreadableColumns(table);
    return columns.size() == table.columns().size()
        ? table.name().toString()
        : "columns of " + table.name() + ": " + joined(columns.stream().map(Column::name).toList());
  }

  private static List<Column> unreadableColumns(DataTable table) {
    return table.columns().stream().filter(column -> !column.readable()).toList();
  }

  private static String joined(Collection<?> parts) {
    return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
