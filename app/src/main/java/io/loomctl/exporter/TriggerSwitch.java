package io.loomctl.exporter;

import io.loomctl.catalog.Trigger;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.snapshot.TriggerStatement;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that keep user triggers and rules from firing during a replay: a snapshot restores
 * rows as they were. Each is named, so that those which were disabled before stay so.
 */
record TriggerSwitch(List<Trigger> triggers) {

  static TriggerSwitch of(List<SelectedTable> tables) {
    return new TriggerSwitch(
        tables.stream().flatMap(table -> table.table().table().triggers().stream()).toList());
  }

  List<Sql> off() {
    return triggers.stream()
        .filter(trigger -> trigger.mode().fires())
        .map(trigger -> alter(trigger, Trigger.Mode.DISABLED))
        .toList();
  }

  /** Deferred constraints are checked first: a table with pending checks cannot be altered. */
  List<Sql> on() {
    List<Sql> statements = new ArrayList<>();
    if (!triggers.isEmpty()) {
      statements.add(Sql.of("SET CONSTRAINTS ALL IMMEDIATE"));
    }
    triggers.forEach(trigger -> statements.add(alter(trigger, trigger.mode())));
    return statements;
  }

  private static Sql alter(Trigger trigger, Trigger.Mode mode) {
    return new TriggerStatement(
            trigger.relation(),
            trigger.kind() == Trigger.Kind.CLONE,
            trigger.kind() == Trigger.Kind.RULE,
            trigger.name(),
            switch (mode) {
              case ENABLED -> TriggerStatement.Mode.ENABLE;
              case ALWAYS -> TriggerStatement.Mode.ENABLE_ALWAYS;
              case REPLICA -> TriggerStatement.Mode.ENABLE_REPLICA;
              case DISABLED -> TriggerStatement.Mode.DISABLE;
            })
        .sql();
  }
}
