package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.TableHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups that tables stand in. */
final class TableGroups {

  private static final String OTHERS = "other";

  private final Map<String, List<TableName>> groups;

  /** Those of the config, in its order. */
  TableGroups(Map<String, List<TableName>> groups) {
    this.groups = new LinkedHashMap<>(groups);
  }

  /**
   * Each table once, in the first group that has it, in the order given; those that no group has
   * come last.
   */
  Map<String, List<TableHeader>> of(List<TableHeader> tables) {
    Map<String, List<TableHeader>> grouped = new LinkedHashMap<>();
    List<TableHeader> left = new ArrayList<>(tables);
    groups.forEach(
        (name, members) -> {
          List<TableHeader> found =
              left.stream().filter(table -> members.contains(table.name())).toList();
          left.removeAll(found);
          if (!found.isEmpty()) {
            grouped.put(name, found);
          }
        });
    if (!left.isEmpty()) {
      grouped.put(othersName(), left);
    }
    return grouped;
  }

  private String othersName() {
    String name = OTHERS;
    for (int number = 2; groups.containsKey(name); number++) {
      name = OTHERS + "_" + number;
    }
    return name;
  }
}
