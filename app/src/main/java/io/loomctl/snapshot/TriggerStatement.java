package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;

/**
 * A statement of a body that sets when a trigger or a rule fires.
 *
 * @param relation the table or partition that it is on
 * @param only whether partitions keep the mode that they have
 */
public record TriggerStatement(
    TableName relation, boolean only, boolean rule, String name, Mode mode) {

  /** When it fires from then on. */
  public enum Mode {
    ENABLE,
    ENABLE_ALWAYS,
    ENABLE_REPLICA,
    DISABLE;

    private Sql sql() {
      return switch (this) {
        case ENABLE -> Sql.of("ENABLE");
        case ENABLE_ALWAYS -> Sql.of("ENABLE ALWAYS");
        case ENABLE_REPLICA -> Sql.of("ENABLE REPLICA");
        case DISABLE -> Sql.of("DISABLE");
      };
    }
  }

  public Sql sql() {
    return Sql.of(
        "ALTER TABLE {}{} {} {} {}",
        only ? Sql.of("ONLY ") : Sql.EMPTY,
        Sql.name(relation.schema(), relation.name()),
        mode.sql(),
        rule ? Sql.of("RULE") : Sql.of("TRIGGER"),
        Sql.name(name));
  }
}
