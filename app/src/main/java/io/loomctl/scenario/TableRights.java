package io.loomctl.scenario;

import io.loomctl.catalog.Column;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the connected role sees every row and column of the tables that a plan touches. */
record TableRights(ConfiguredSchema schema) {

  void check(ScenarioPlan plan) {
    Set<TableName> tables = new TreeSet<>(plan.touched());
    tables.addAll(plan.owned().keySet());
    List<Problem> problems = new ArrayList<>();
    for (TableName name : tables) {
      DataTable table = schema.table(name);
      if (table.table().rowSecurity()) {
        problems.add(
            Problem.of("row-level security hides rows of " + name + " from this role")
                .hint("connect as the tables' owner, or as a role with BYPASSRLS"));
      } else if (!table.table().readable()) {
        checkColumns(table, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new DatabaseException(problems, null);
    }
  }

  private static void checkColumns(DataTable table, List<Problem> problems) {
    String unreadable =
        table.columns().stream()
            .filter(column -> !column.readable())
            .map(Column::name)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    if (!unreadable.isEmpty()) {
      boolean all = table.columns().stream().noneMatch(Column::readable);
      problems.add(
          Problem.of(
                  "this role may not read "
                      + (all ? table.name() : "columns of " + table.name() + ": " + unreadable))
              .hint("GRANT SELECT ON " + table.name() + " TO the role"));
    }
  }
}
