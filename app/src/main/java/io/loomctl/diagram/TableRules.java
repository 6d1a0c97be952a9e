package io.loomctl.diagram;

import io.loomctl.config.Located;
import io.loomctl.config.ScenarioConfig;
import io.loomctl.config.ScenarioTable;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a scenario comes to the rows of each table, in the words of the config. */
final class TableRules {

  /** More tables than that are counted, not listed. */
  private static final int LISTED = 3;

  private final ScenarioPlan plan;
  private final ScenarioConfig scenario;
  private final Map<TableName, ScenarioTable> written = new HashMap<>();

  TableRules(ScenarioPlan plan, ScenarioConfig scenario) {
    this.plan = plan;
    this.scenario = scenario;
    for (ScenarioTable table : scenario.tables()) {
      table.table().candidates(plan.schema().config().schemas()).stream()
          .filter(plan.schema().catalog().tables()::containsKey)
          .findFirst()
          .ifPresent(name -> written.put(name, table));
    }
  }

  String of(TableName table) {
    if (plan.owned().containsKey(table)) {
      return owned(table);
    } else if (plan.reachable().contains(table)) {
      return "for " + tables(requiring(table));
    }
    return isStopped(table) ? "stop" : "";
  }

  private String owned(TableName table) {
    List<String> rules = new ArrayList<>();
    Optional.ofNullable(written.get(table)).map(TableRules::words).ifPresent(rules::add);
    List<Reference> down = children(table);
    if (!down.isEmpty()) {
      rules.add("children: by " + columns(down));
    }
    return rules.isEmpty() ? "whole" : String.join("; ", rules);
  }

  private static String words(ScenarioTable table) {
    List<String> words = new ArrayList<>();
    if (!table.via().isEmpty()) {
      words.add(
          "via " + table.via().stream().map(Located::value).collect(Collectors.joining(" or ")));
    }
    table
        .where()
        .ifPresent(sql -> words.add("where " + sql.value().strip().replaceAll("\\s+", " ")));
    return words.isEmpty() ? "whole" : String.join(", ", words);
  }

  /** The references down which {@code children} came to the table. */
  private List<Reference> children(TableName table) {
    boolean byVia = written.containsKey(table) && !written.get(table).via().isEmpty();
    return plan.links().stream()
        .filter(link -> link.condition().isEmpty() && !byVia)
        .map(ScenarioPlan.Link::reference)
        .filter(reference -> reference.child().equals(table))
        .toList();
  }

  private static String columns(List<Reference> references) {
    return references.stream()
        .map(each -> each.columns().stream().map(ColumnName::toString))
        .map(columns -> columns.collect(Collectors.joining(", ")))
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  private Set<TableName> requiring(TableName parent) {
    return plan.touched().stream()
        .filter(child -> !child.equals(parent))
        .filter(
            child ->
                plan.schema().carriedReferencesFrom(child).stream()
                    .anyMatch(reference -> reference.parent().equals(parent)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String tables(Set<TableName> tables) {
    return tables.size() > LISTED
        ? tables.size() + " tables"
        : tables.stream().map(TableName::toString).collect(Collectors.joining(", "));
  }

  private boolean isStopped(TableName table) {
    List<String> schemas = plan.schema().config().schemas();
    return scenario.stop().stream().anyMatch(pattern -> pattern.matches(table, schemas));
  }
}
