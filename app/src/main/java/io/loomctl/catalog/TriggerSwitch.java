package io.loomctl.catalog;

import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that keep user triggers and rules from firing during a replay: a snapshot restores
 * rows as they were. Each is named, so that those which were disabled before stay so.
 */
public record TriggerSwitch(List<Trigger> triggers) {

  public TriggerSwitch {
    triggers = List.copyOf(triggers);
  }

  public List<Sql> off() {
    return triggers.stream()
        .filter(trigger -> trigger.mode().fires())
        .map(trigger -> alter(trigger, Trigger.Mode.DISABLED))
        .toList();
  }

  /** Deferred constraints are checked first: a table with pending checks cannot be altered. */
  public List<Sql> on() {
    List<Sql> statements = new ArrayList<>();
    if (!triggers.isEmpty()) {
      statements.add(Sql.of("SET CONSTRAINTS ALL IMMEDIATE"));
    }
    triggers.forEach(trigger -> statements.add(alter(trigger, trigger.mode())));
    return statements;
  }

  private static Sql alter(Trigger trigger, Trigger.Mode mode) {
    return Sql.of(
        "ALTER TABLE {}{} {} {} {}",
        trigger.kind() == Trigger.Kind.CLONE ? Sql.of("ONLY ") : Sql.EMPTY,
        Sql.name(trigger.relation().schema(), trigger.relation().name()),
        switch (mode) {
          case ENABLED -> Sql.of("ENABLE");
          case ALWAYS -> Sql.of("ENABLE ALWAYS");
          case REPLICA -> Sql.of("ENABLE REPLICA");
          case DISABLED -> Sql.of("DISABLE");
        },
        trigger.kind() == Trigger.Kind.RULE ? Sql.of("RULE") : Sql.of("TRIGGER"),
        Sql.name(trigger.name()));
  }
}
