package io.loomctl.importer;

import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which changes go into one statement. As many as possible: foreign keys are checked when a
 * statement ends, so that within one there is no right or wrong order. A table whose generated
 * columns or CHECKs read another table through functions has to come in a later statement than that
 * table. Rows are deleted as early as possible, because others may be waiting for their unique
 * values: but no earlier than the rows that reference them are deleted or moved away.
 *
 * @param writes for each statement, the tables whose rows are inserted and updated
 * @param deletes for each statement, the tables whose rows are deleted
 */
record WriteStages(List<List<Change>> writes, List<List<Change>> deletes) {

  /**
   * Distributes changes.
   *
   * @param moves whether rows that stay reference rows that are to be deleted
   */
  static WriteStages of(ConfiguredSchema schema, List<Change> changes, Predicate<Reference> moves) {
    Map<TableName, Change> byName = new HashMap<>();
    changes.forEach(change -> byName.put(change.table().name(), change));
    DependencyOrder order =
        DependencyOrder.of(byName.keySet(), schema.graph().references(), schema.wishes());
    Map<TableName, Integer> stages = new HashMap<>();
    for (DependencyOrder.Group group : order.groups()) {
      int stage = stage(schema, group, stages);
      group.tables().forEach(table -> stages.put(table, stage));
    }
    int last = stages.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    List<List<Change>> writes = empty(last + 1);
    List<List<Change>> deletes = empty(last + 1);
    Map<TableName, Integer> deleteStages = deleteStages(schema, byName, stages, moves);
    for (TableName table : order.tables()) {
      Change change = Objects.requireNonNull(byName.get(table));
      writes.get(Objects.requireNonNull(stages.get(table))).add(change);
      deletes.get(deleteStages.getOrDefault(table, 0)).add(change);
    }
    return new WriteStages(writes, deletes);
  }

  private static List<List<Change>> empty(int stages) {
    List<List<Change>> lists = new ArrayList<>();
    for (int i = 0; i < stages; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static int stage(
      ConfiguredSchema schema, DependencyOrder.Group group, Map<TableName, Integer> stages) {
    int stage = 0;
    for (TableName table : group.tables()) {
      for (Reference reference : schema.graph().referencesFrom(table)) {
        if (reference.kind().enforced()) {
          stage = Math.max(stage, stages.getOrDefault(reference.parent(), 0));
        }
      }
      for (LoadAfter wish : schema.wishes()) {
        if (wish.table().equals(table) && stages.containsKey(wish.earlier())) {
          stage = Math.max(stage, stages.getOrDefault(wish.earlier(), 0) + 1);
        }
      }
    }
    return stage;
  }

  private static Map<TableName, Integer> deleteStages(
      ConfiguredSchema schema,
      Map<TableName, Change> changes,
      Map<TableName, Integer> stages,
      Predicate<Reference> moves) {
    Map<TableName, Integer> earliest = new HashMap<>();
    List<Reference> references = new ArrayList<>();
    changes.forEach(
        (table, change) -> {
          if (change.removed() > 0) {
            earliest.put(table, 0);
            schema.graph().referencesTo(table).stream()
                .filter(reference -> reference.kind().enforced())
                .filter(reference -> changes.containsKey(reference.child()))
                .forEach(references::add);
          }
        });
    for (Reference reference : references) {
      int written = Objects.requireNonNull(stages.get(reference.child()));
      if (written > 0 && moves.test(reference)) {
        earliest.merge(reference.parent(), written, Math::max);
      }
    }
    boolean later = true;
    while (later) {
      later = false;
      for (Reference reference : references) {
        int child = earliest.getOrDefault(reference.child(), 0);
        if (child > earliest.getOrDefault(reference.parent(), 0)) {
          earliest.put(reference.parent(), child);
          later = true;
        }
      }
    }
    return earliest;
  }
}
