package io.loomctl.diagram;

import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How deep each table lies: a table that waits for no other is at level 1, every other one below
 * what it waits for. The tables of a cycle have one level, and a number.
 */
final class Levels {

  private final Map<TableName, Integer> position = new HashMap<>();
  private final Map<TableName, Integer> level = new HashMap<>();
  private final Map<TableName, Integer> cycle = new HashMap<>();

  Levels(Collection<TableName> tables, Collection<Reference> references, List<LoadAfter> wishes) {
    List<DependencyOrder.Group> groups = DependencyOrder.of(tables, references, wishes).groups();
    int cycles = 0;
    for (int i = 0; i < groups.size(); i++) {
      int number = groups.get(i).isCycle() ? ++cycles : 0;
      for (TableName table : groups.get(i).tables()) {
        position.put(table, i);
        cycle.put(table, number);
      }
    }
    Map<TableName, List<TableName>> earlier = earlier(references, wishes);
    for (DependencyOrder.Group group : groups) {
      int below =
          group.tables().stream()
              .flatMap(table -> earlier.getOrDefault(table, List.of()).stream())
              .mapToInt(this::level)
              .max()
              .orElse(0);
      group.tables().forEach(table -> level.put(table, below + 1));
    }
  }

  /**
   * What each table waits for; what could not be honoured points the other way, and does not count.
   */
  private Map<TableName, List<TableName>> earlier(
      Collection<Reference> references, List<LoadAfter> wishes) {
    List<LoadAfter> all = new ArrayList<>(wishes);
    references.forEach(each -> all.add(new LoadAfter(each.child(), each.parent())));
    Map<TableName, List<TableName>> earlier = new HashMap<>();
    for (LoadAfter wish : all) {
      Integer first = position.get(wish.earlier());
      Integer second = position.get(wish.table());
      if (first != null && second != null && first < second) {
        earlier.computeIfAbsent(wish.table(), table -> new ArrayList<>()).add(wish.earlier());
      }
    }
    return earlier;
  }

  int level(TableName table) {
    return Objects.requireNonNull(level.get(table));
  }

  /** 0 for none. */
  int cycle(TableName table) {
    return Objects.requireNonNull(cycle.get(table));
  }
}
