package io.loomctl.importer;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tables with natural keys in an order in which their rows can be recognised: a key that contains a
 * reference needs the parents' ids first.
 */
final class KeyOrder {

  private final StagedTables staged;
  private final Set<TableName> done = new HashSet<>();
  private final Deque<TableName> path = new ArrayDeque<>();
  private final List<ImportTable> order = new ArrayList<>();

  private KeyOrder(StagedTables staged) {
    this.staged = staged;
  }

  /**
   * Holds the config's keys against the references, whatever rows there are.
   *
   * @throws ConfigException when a key leads back to itself
   */
  static void check(ConfiguredSchema schema, List<ImportTable> tables) {
    StagedTables all = new StagedTables(schema);
    tables.forEach(all::add);
    of(all);
  }

  /**
   * The tables with surrogate columns.
   *
   * @throws ConfigException when a key leads back to itself
   */
  static List<ImportTable> of(StagedTables staged) {
    KeyOrder order = new KeyOrder(staged);
    for (ImportTable table : staged.all()) {
      if (!table.surrogates().isEmpty()) {
        order.visit(table);
      }
    }
    return order.order;
  }

  private void visit(ImportTable table) {
    if (path.contains(table.name())) {
      throw circular(table.name());
    }
    if (done.contains(table.name())) {
      return;
    }
    path.addLast(table.name());
    for (TableName earlier : needs(table)) {
      visit(staged.table(earlier));
    }
    path.removeLast();
    done.add(table.name());
    order.add(table);
  }

  private ConfigException circular(TableName table) {
    List<TableName> circle = new ArrayList<>(path);
    circle = new ArrayList<>(circle.subList(circle.indexOf(table), circle.size()));
    circle.add(table);
    return new ConfigException(
        Problem.of(
                "natural keys refer to each other in a circle: "
                    + circle.stream().map(TableName::toString).collect(Collectors.joining(" -> ")))
            .hint("give one of these tables a \"key\" without the reference"));
  }

  /** The tables whose surrogate values the key's columns take, over references of any depth. */
  private Set<TableName> needs(ImportTable table) {
    Set<TableName> needs = new TreeSet<>();
    for (ColumnName column : table.key()) {
      follow(table, column, needs, new LinkedHashSet<>());
    }
    return needs;
  }

  private void follow(
      ImportTable table, ColumnName column, Set<TableName> needs, Set<String> seen) {
    if (!seen.add(table.name() + " " + column)) {
      return;
    }
    for (Reference reference : staged.references(table)) {
      int position = reference.columns().indexOf(column);
      if (position >= 0) {
        ImportTable parent = staged.table(reference.parent());
        ColumnName parentColumn = reference.parentColumns().get(position);
        if (parent.surrogates().contains(parentColumn)) {
          needs.add(parent.name());
        } else {
          follow(parent, parentColumn, needs, seen);
        }
      }
    }
  }
}
