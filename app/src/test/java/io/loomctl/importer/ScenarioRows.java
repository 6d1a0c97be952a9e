package io.loomctl.importer;

import io.loomctl.importer.AnyScenario.Rule;
import io.loomctl.importer.AnySchema.Reference;
import io.loomctl.importer.AnySchema.Table;
import io.loomctl.importer.Contents.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rows of a scenario, found one by one as its definition has it. */
final class ScenarioRows {

  /** Rows of the child are owned when their parent is. */
  private record Link(Table child, Reference reference, boolean conditional) {}

  private final AnySchema schema;
  private final AnyScenario scenario;
  private final Contents contents;
  private final Set<String> tables = new TreeSet<>();
  private final List<Link> links = new ArrayList<>();
  private final Set<Row> owned = Collections.newSetFromMap(new IdentityHashMap<>());

  ScenarioRows(AnyScenario scenario, Contents contents) {
    this.schema = contents.schema();
    this.scenario = scenario;
    this.contents = contents;
    tables.addAll(scenario.tables().keySet());
    link();
    scenario.tables().forEach(this::seed);
    grow();
  }

  /** The tables that may have owned rows. */
  Set<String> tables() {
    return tables;
  }

  boolean owns(Row row) {
    return owned.contains(row);
  }

  /** The owned rows and those that they need. */
  Contents selected() {
    Set<Row> selected = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Row> open = new ArrayDeque<>(owned);
    while (!open.isEmpty()) {
      Row row = open.pop();
      if (selected.add(row)) {
        for (Reference key : row.table().references()) {
          contents.parents(row, key).forEach(open::push);
        }
      }
    }
    return contents.only(selected::contains);
  }

  private void link() {
    scenario
        .tables()
        .forEach(
            (name, rule) -> {
              Table table = schema.table(name);
              for (Reference key : AnyScenario.via(table, rule)) {
                links.add(new Link(table, key, rule.column() != null));
              }
            });
    Deque<String> open = new ArrayDeque<>(tables);
    while (!open.isEmpty()) {
      String parent = open.pop();
      for (Table child : schema.tables()) {
        for (Reference key : child.references()) {
          if (key.parent().equals(parent) && scenario.children().contains(child.name())) {
            links.add(new Link(child, key, false));
            if (tables.add(child.name())) {
              open.push(child.name());
            }
          }
        }
      }
    }
  }

  private void seed(String name, Rule rule) {
    if (rule.via() == null) {
      contents.of(schema.table(name)).stream().filter(Row::chosen).forEach(owned::add);
    }
  }

  private void grow() {
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Link link : links) {
        for (Row row : contents.of(link.child)) {
          boolean may = !link.conditional || row.chosen();
          if (may && contents.parents(row, link.reference).anyMatch(owned::contains)) {
            grown |= owned.add(row);
          }
        }
      }
    }
  }
}
