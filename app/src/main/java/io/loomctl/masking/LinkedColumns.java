package io.loomctl.masking;

import io.loomctl.graph.Reference;
import io.loomctl.scenario.ConfiguredSchema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Columns that hold the same values because references lead from one to the other. */
final class LinkedColumns {

  private final Map<TableColumn, Set<TableColumn>> neighbours = new HashMap<>();

  /**
   * The links of a schema.
   *
   * @param cut columns whose values are replaced by NULL, which references nothing
   */
  LinkedColumns(ConfiguredSchema schema, Predicate<TableColumn> cut) {
    for (Reference reference : schema.graph().references()) {
      if (reference.columns().stream().noneMatch(schema.table(reference.child())::excludes)) {
        link(reference, cut);
      }
    }
  }

  private void link(Reference reference, Predicate<TableColumn> cut) {
    for (int i = 0; i < reference.columns().size(); i++) {
      TableColumn child = new TableColumn(reference.child(), reference.columns().get(i));
      TableColumn parent = new TableColumn(reference.parent(), reference.parentColumns().get(i));
      if (!cut.test(child)) {
        neighbours.computeIfAbsent(child, column -> new LinkedHashSet<>()).add(parent);
        neighbours.computeIfAbsent(parent, column -> new LinkedHashSet<>()).add(child);
      }
    }
  }

  /** The column and all that are linked with it, directly or through others. */
  Set<TableColumn> of(TableColumn column) {
    Set<TableColumn> reached = new LinkedHashSet<>(Set.of(column));
    Deque<TableColumn> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (TableColumn next : neighbours.getOrDefault(open.remove(), Set.of())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }
}
