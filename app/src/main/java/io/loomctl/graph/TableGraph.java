package io.loomctl.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tables and references, looked up from both ends; every listing comes in one fixed order. */
public final class TableGraph {

  private static final Comparator<Reference> ORDER =
      Comparator.comparing(Reference::child)
          .thenComparing(Reference::parent)
          .thenComparing(Reference::toString)
          .thenComparing(Reference::name);

  private final SortedSet<TableName> tables;
  private final List<Reference> references;
  private final Map<TableName, List<Reference>> from = new TreeMap<>();
  private final Map<TableName, List<Reference>> to = new TreeMap<>();

  public TableGraph(Collection<TableName> tables, Collection<Reference> references) {
    this.tables = new TreeSet<>(tables);
    this.references = references.stream().sorted(ORDER).toList();
    for (Reference reference : this.references) {
      from.computeIfAbsent(reference.child(), child -> new ArrayList<>()).add(reference);
      to.computeIfAbsent(reference.parent(), parent -> new ArrayList<>()).add(reference);
    }
  }

  public Set<TableName> tables() {
    return tables;
  }

  public List<Reference> references() {
    return references;
  }

  /** The references that the table's own columns make. */
  public List<Reference> referencesFrom(TableName child) {
    return from.getOrDefault(child, List.of());
  }

  /** The references that point to the table, its own included. */
  public List<Reference> referencesTo(TableName parent) {
    return to.getOrDefault(parent, List.of());
  }
}
