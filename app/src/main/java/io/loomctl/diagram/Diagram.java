package io.loomctl.diagram;

import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The tables of a config's schemas and the references between them, as they are, or as a scenario
 * sees them.
 *
 * @param tables by level, then by name
 * @param references by child, then by parent; each between two of the tables
 */
public record Diagram(
    Optional<ScenarioName> scenario, List<DiagramTable> tables, List<DiagramReference> references) {

  private static final int FEW = 12;

  public Diagram {
    tables = List.copyOf(tables);
    references = List.copyOf(references);
  }

  /** The tables of each cycle; the first has number 1. */
  public List<List<DiagramTable>> cycles() {
    int last = tables.stream().mapToInt(DiagramTable::cycle).max().orElse(0);
    return IntStream.rangeClosed(1, last)
        .mapToObj(number -> tables.stream().filter(table -> table.cycle() == number).toList())
        .toList();
  }

  /** The references that the table's own columns make. */
  public List<DiagramReference> referencesFrom(TableName child) {
    return references.stream().filter(reference -> reference.child().equals(child)).toList();
  }

  /** How many tables the scenario sees so. */
  public long count(DiagramTable.State state) {
    return tables.stream().filter(table -> table.state().equals(Optional.of(state))).count();
  }

  /** Some of the tables, with the references between them. */
  public Diagram only(Set<TableName> some) {
    return new Diagram(
        scenario,
        tables.stream().filter(table -> some.contains(table.name())).toList(),
        references.stream()
            .filter(each -> some.contains(each.child()) && some.contains(each.parent()))
            .toList());
  }

  /**
   * A table with all that it references, and all that references it. The references among these are
   * left out where there are many.
   */
  public Diagram around(TableName centre) {
    Set<TableName> near = new HashSet<>(Set.of(centre));
    for (DiagramReference reference : references) {
      if (reference.child().equals(centre) || reference.parent().equals(centre)) {
        near.add(reference.child());
        near.add(reference.parent());
      }
    }
    Diagram around = only(near);
    return near.size() <= FEW
        ? around
        : new Diagram(
            scenario,
            around.tables,
            around.references.stream()
                .filter(each -> each.child().equals(centre) || each.parent().equals(centre))
                .toList());
  }

  /** Whether the table references itself. */
  public boolean hasLoop(TableName table) {
    return references.stream()
        .anyMatch(each -> each.child().equals(table) && each.parent().equals(table));
  }
}
