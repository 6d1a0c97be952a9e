package io.loomctl.diagram;

import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a drawing. A level has several where its tables are a cycle, or too many for one.
 */
final class Ranks {

  private final List<DiagramReference> references;
  private final Map<TableName, List<DiagramReference>> byChild;
  private final Set<TableName> parents;
  private final int capacity;
  private final Map<TableName, Integer> rank = new HashMap<>();
  private final List<List<DiagramTable>> tables = new ArrayList<>();

  /**
   * Columns for tables.
   *
   * @param references none of which leads to its own table
   * @param capacity how many tables stand below each other
   */
  Ranks(List<DiagramTable> tables, List<DiagramReference> references, int capacity) {
    this.references = references;
    this.byChild = references.stream().collect(Collectors.groupingBy(DiagramReference::child));
    this.parents = references.stream().map(DiagramReference::parent).collect(Collectors.toSet());
    this.capacity = capacity;
    TreeMap<Integer, List<DiagramTable>> levels =
        tables.stream()
            .collect(Collectors.groupingBy(DiagramTable::level, TreeMap::new, Collectors.toList()));
    levels.values().forEach(this::addLevel);
  }

  /** The tables of each column, from the left. */
  List<List<DiagramTable>> tables() {
    return tables;
  }

  int of(TableName table) {
    return rank.getOrDefault(table, 0);
  }

  /** The tables of a cycle go where their order wants them, all others where there is room. */
  private void addLevel(List<DiagramTable> level) {
    Map<TableName, Integer> depths = depths(level);
    int deepest = depths.values().stream().mapToInt(depth -> depth).max().orElse(0);
    int count = Math.max(deepest + 1, (level.size() + capacity - 1) / capacity);
    int each = (level.size() + count - 1) / count;
    List<List<DiagramTable>> columns = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> columns.add(new ArrayList<>()));
    List<DiagramTable> free = new ArrayList<>();
    for (DiagramTable table : level) {
      Integer depth = depths.get(table.name());
      (depth == null ? free : columns.get(depth)).add(table);
    }
    Map<TableName, String> order = new HashMap<>();
    free.forEach(table -> order.put(table.name(), parents(table.name())));
    free.sort(
        Comparator.comparing((DiagramTable table) -> order.getOrDefault(table.name(), ""))
            .thenComparing(DiagramTable::name));
    for (List<DiagramTable> column : columns) {
      int taken = Math.min(free.size(), Math.max(0, each - column.size()));
      column.addAll(free.subList(0, taken));
      free.subList(0, taken).clear();
    }
    columns.get(count - 1).addAll(free);
    columns.stream().filter(column -> !column.isEmpty()).forEach(this::addColumn);
  }

  private Map<TableName, Integer> depths(List<DiagramTable> level) {
    Map<Integer, List<DiagramTable>> cycles =
        level.stream()
            .filter(table -> table.cycle() > 0)
            .collect(Collectors.groupingBy(DiagramTable::cycle));
    Map<TableName, Integer> depths = new HashMap<>();
    cycles.values().forEach(cycle -> depths.putAll(CycleOrder.depths(cycle, references)));
    return depths;
  }

  /** Siblings stay together, leaves to the left of those that have children. */
  private String parents(TableName table) {
    return byChild.getOrDefault(table, List.of()).stream()
        .map(each -> "%06d %s".formatted(of(each.parent()), each.parent()))
        .sorted(Comparator.reverseOrder())
        .collect(Collectors.joining(" ", parents.contains(table) ? "1" : "0", ""));
  }

  private void addColumn(List<DiagramTable> column) {
    column.forEach(table -> rank.put(table.name(), tables.size()));
    tables.add(List.copyOf(column));
  }
}
