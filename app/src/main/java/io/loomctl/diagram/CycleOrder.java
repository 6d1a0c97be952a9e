package io.loomctl.diagram;

import io.loomctl.graph.TableName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Columns for the tables of a cycle, so that few references point the wrong way, and rather those
 * that may be NULL. Greedy: next comes the table that waits least for those that are left.
 */
final class CycleOrder {

  private static final int NULLABLE = 1;
  private static final int NOT_NULL = 3;

  private final List<DiagramReference> references;
  private final Set<TableName> left;
  private final Map<TableName, Integer> depth = new HashMap<>();

  private CycleOrder(List<DiagramTable> tables, List<DiagramReference> references) {
    this.left = new TreeSet<>(tables.stream().map(DiagramTable::name).toList());
    this.references =
        references.stream()
            .filter(each -> left.contains(each.child()) && left.contains(each.parent()))
            .toList();
  }

  /** The column of each table, from 0 on. */
  static Map<TableName, Integer> depths(
      List<DiagramTable> tables, List<DiagramReference> references) {
    CycleOrder order = new CycleOrder(tables, references);
    while (!order.left.isEmpty()) {
      order.place(order.next());
    }
    return order.depth;
  }

  private TableName next() {
    return left.stream()
        .min(
            Comparator.comparingInt(this::waitsFor)
                .thenComparing(this::isWaitedFor, Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private int waitsFor(TableName table) {
    return references.stream()
        .filter(each -> each.child().equals(table) && left.contains(each.parent()))
        .mapToInt(CycleOrder::weight)
        .sum();
  }

  private int isWaitedFor(TableName table) {
    return references.stream()
        .filter(each -> each.parent().equals(table) && left.contains(each.child()))
        .mapToInt(CycleOrder::weight)
        .sum();
  }

  private static int weight(DiagramReference reference) {
    return reference.nullable() ? NULLABLE : NOT_NULL;
  }

  /** To the right of all that is placed and that a reference connects it with, whichever way. */
  private void place(TableName table) {
    left.remove(table);
    int column =
        references.stream()
            .filter(each -> each.child().equals(table) || each.parent().equals(table))
            .map(each -> each.child().equals(table) ? each.parent() : each.child())
            .mapToInt(other -> depth.getOrDefault(other, -1) + 1)
            .max()
            .orElse(0);
    depth.put(table, column);
  }
}
