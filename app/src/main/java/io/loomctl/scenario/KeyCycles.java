package io.loomctl.scenario;

import io.loomctl.graph.Components;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Natural keys that cannot be resolved, because to know a row by its key one has to know a row that
 * is known by the first one's: keys that contain references to each other in a circle, or to their
 * own table.
 */
public final class KeyCycles {

  private KeyCycles() {}

  /** Each circle as the references in its tables' keys that make it. */
  public static List<List<Reference>> of(ConfiguredSchema schema) {
    SortedMap<TableName, SortedSet<TableName>> needs = new TreeMap<>();
    List<Reference> inKeys =
        schema.graph().references().stream()
            .filter(reference -> isResolvedByKey(schema, reference))
            .toList();
    for (Reference reference : inKeys) {
      needs.computeIfAbsent(reference.child(), child -> new TreeSet<>()).add(reference.parent());
    }
    return Components.of(schema.tables().keySet(), needs).stream()
        .map(tables -> within(tables, inKeys))
        .filter(circle -> !circle.isEmpty())
        .toList();
  }

  private static List<Reference> within(List<TableName> tables, List<Reference> inKeys) {
    return inKeys.stream()
        .filter(
            reference -> tables.contains(reference.child()) && tables.contains(reference.parent()))
        .toList();
  }

  /**
   * Whether a key holds the reference's columns and its values mean something in one database only.
   * A reference to the parent's own key columns means the same everywhere.
   */
  private static boolean isResolvedByKey(ConfiguredSchema schema, Reference reference) {
    MatchKey child = schema.table(reference.child()).key();
    MatchKey parent = schema.table(reference.parent()).key();
    return parent.kind() == MatchKey.Kind.NATURAL
        && child.columns().stream().anyMatch(reference.columns()::contains)
        && !parent.columns().containsAll(reference.parentColumns());
  }
}
