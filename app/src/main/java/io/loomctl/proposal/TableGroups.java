package io.loomctl.proposal;

import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tables that belong together: lookup tables, tables whose names begin with the same word, then
 * tables that references connect. Lookup tables connect nothing, or all would be one.
 */
final class TableGroups {

  private static final int FEWEST = 3;

  private final Survey survey;
  private final SortedSet<TableName> open;
  private final Map<String, List<TableName>> groups = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  private TableGroups(Survey survey) {
    this.survey = survey;
    this.open = new TreeSet<>(survey.tables().keySet());
    for (TableName table : survey.catalog().tables().keySet()) {
      taken.add(table.name());
      taken.add(table.toString());
      taken.add(YamlText.tableName(table, survey));
    }
  }

  /** Groups by name; none when there would be a single one. */
  static Map<String, List<TableName>> of(Survey survey) {
    TableGroups groups = new TableGroups(survey);
    groups.put("lookup", survey.lookups());
    groups.byPrefix();
    groups.byReferences();
    groups.put("others", List.copyOf(groups.open));
    return groups.groups.size() > 1 ? groups.groups : Map.of();
  }

  private void put(String name, Collection<TableName> tables) {
    if (!tables.isEmpty()) {
      String free = name;
      for (int i = 1; taken.contains(free); i++) {
        free = name + "-group" + (i == 1 ? "" : "-" + i);
      }
      taken.add(free);
      groups.put(free, List.copyOf(new TreeSet<>(tables)));
      open.removeAll(new ArrayList<>(tables));
    }
  }

  private void byPrefix() {
    Map<String, List<TableName>> byPrefix =
        open.stream()
            .collect(
                Collectors.groupingBy(
                    table -> prefix(table.name()), TreeMap::new, Collectors.toList()));
    int all = open.size();
    byPrefix.forEach(
        (prefix, tables) -> {
          if (tables.size() >= FEWEST && 2 * tables.size() <= all) {
            put(prefix, tables);
          }
        });
  }

  /** The first word, without a plural's "s". */
  private static String prefix(String name) {
    String word = name.split("(?<=\\p{Ll})(?=\\p{Lu})|[^\\p{L}\\p{N}]+", -1)[0];
    String lower = (word.isEmpty() ? name : word).toLowerCase(Locale.ROOT);
    return lower.length() > 3 && lower.endsWith("s")
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }

  private void byReferences() {
    Map<TableName, Set<TableName>> neighbours = new HashMap<>();
    for (Reference reference : survey.catalog().foreignKeys()) {
      if (open.contains(reference.child()) && open.contains(reference.parent())) {
        neighbours(neighbours, reference.child()).add(reference.parent());
        neighbours(neighbours, reference.parent()).add(reference.child());
      }
    }
    for (TableName table : List.copyOf(open)) {
      Set<TableName> component = component(table, neighbours);
      if (open.contains(table) && component.size() > 1) {
        put(hub(component).name() + "-group", component);
      }
    }
  }

  private static Set<TableName> neighbours(
      Map<TableName, Set<TableName>> neighbours, TableName table) {
    return neighbours.computeIfAbsent(table, key -> new TreeSet<>());
  }

  private static Set<TableName> component(
      TableName start, Map<TableName, Set<TableName>> neighbours) {
    List<TableName> found = new ArrayList<>(List.of(start));
    Set<TableName> seen = new HashSet<>(found);
    for (int at = 0; at < found.size(); at++) {
      for (TableName next : neighbours.getOrDefault(found.get(at), Set.of())) {
        if (seen.add(next)) {
          found.add(next);
        }
      }
    }
    return seen;
  }

  private TableName hub(Set<TableName> tables) {
    return tables.stream()
        .min(
            Comparator.comparing((TableName table) -> -survey.children(table))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
