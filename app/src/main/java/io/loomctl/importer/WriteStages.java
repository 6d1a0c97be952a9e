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

/**
 * Which changes go into one statement. As many as possible: foreign keys are checked when a
 * statement ends, so that within one there is no right or wrong order. A table whose generated
 * columns or CHECKs read another table through functions has to come in a later statement than that
 * table. A parent's rows are deleted no earlier than its children are written.
 *
 * @param writes for each statement, the tables whose rows are inserted and updated
 * @param deletes for each statement, the tables whose rows are deleted
 */
record WriteStages(List<List<Change>> writes, List<List<Change>> deletes) {

  static WriteStages of(ConfiguredSchema schema, List<Change> changes) {
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
    for (TableName table : order.tables()) {
      Change change = Objects.requireNonNull(byName.get(table));
      writes.get(Objects.requireNonNull(stages.get(table))).add(change);
      deletes.get(lastOfChildren(schema, table, stages)).add(change);
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

  private static int lastOfChildren(
      ConfiguredSchema schema, TableName table, Map<TableName, Integer> stages) {
    int last = stages.getOrDefault(table, 0);
    for (Reference reference : schema.graph().referencesTo(table)) {
      if (reference.kind().enforced()) {
        last = Math.max(last, stages.getOrDefault(reference.child(), 0));
      }
    }
    return last;
  }
}
