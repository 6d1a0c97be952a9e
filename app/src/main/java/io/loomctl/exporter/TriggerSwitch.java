package io.loomctl.exporter;

import io.loomctl.catalog.Trigger;
import io.loomctl.scenario.SelectedTable;
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
    return triggers.stream().map(trigger -> alter(trigger, Sql.of("DISABLE"))).toList();
  }

  /** Deferred constraints are checked first: a table with pending checks cannot be altered. */
  List<Sql> on() {
    List<Sql> statements = new ArrayList<>();
    if (!triggers.isEmpty()) {
      statements.add(Sql.of("SET CONSTRAINTS ALL IMMEDIATE"));
    }
    for (Trigger trigger : triggers) {
      statements.add(alter(trigger, trigger.always() ? Sql.of("ENABLE ALWAYS") : Sql.of("ENABLE")));
    }
    return statements;
  }

  private static Sql alter(Trigger trigger, Sql action) {
    return Sql.of(
        "ALTER TABLE ONLY {} {} {} {}",
        Sql.name(trigger.relation().schema(), trigger.relation().name()),
        action,
        trigger.rule() ? Sql.of("RULE") : Sql.of("TRIGGER"),
        Sql.name(trigger.name()));
  }
}
