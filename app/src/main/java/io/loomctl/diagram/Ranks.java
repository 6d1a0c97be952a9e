package io.loomctl.diagram;

import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The columns of a drawing. A level has several where its tables are a cycle, or too many for one.
 */
final class Ranks {

  private final List<DiagramReference> references;
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

  private void addLevel(List<DiagramTable> level) {
    Map<TableName, Integer> depths = depths(level);
    TreeMap<Integer, List<DiagramTable>> columns =
        level.stream()
            .sorted(Comparator.comparing(this::parents).thenComparing(DiagramTable::name))
            .collect(
                Collectors.groupingBy(
                    table -> depths.getOrDefault(table.name(), 0),
                    TreeMap::new,
                    Collectors.toList()));
    columns.values().forEach(this::addColumns);
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
  private String parents(DiagramTable table) {
    boolean leaf = references.stream().noneMatch(each -> each.parent().equals(table.name()));
    return references.stream()
        .filter(each -> each.child().equals(table.name()))
        .map(each -> "%06d %s".formatted(of(each.parent()), each.parent()))
        .sorted(Comparator.reverseOrder())
        .collect(Collectors.joining(" ", leaf ? "0" : "1", ""));
  }

  private void addColumns(List<DiagramTable> level) {
    int columns = (level.size() + capacity - 1) / capacity;
    int each = (level.size() + columns - 1) / columns;
    for (int from = 0; from < level.size(); from += each) {
      List<DiagramTable> column = level.subList(from, Math.min(level.size(), from + each));
      column.forEach(table -> rank.put(table.name(), tables.size()));
      tables.add(List.copyOf(column));
    }
  }
}
