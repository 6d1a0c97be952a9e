package io.loomctl.catalog;

import io.loomctl.graph.TableName;

/**
 * A user trigger or rule on a table or partition.
 *
 * @param relation the table or partition that it is defined on
 */
public record Trigger(TableName relation, String name, Mode mode, Kind kind) {

  /** When it fires. */
  public enum Mode {
    ENABLED,
    /** In replication sessions too. */
    ALWAYS,
    /** In replication sessions only. */
    REPLICA,
    DISABLED;

    /** Whether it fires in an ordinary session. */
    public boolean fires() {
      return this == ENABLED || this == ALWAYS;
    }
  }

  /** What it is. */
  public enum Kind {
    /** A trigger; what is done to it on a partitioned table is done to its clones as well. */
    TRIGGER,
    /** The clone on a partition of a partitioned table's trigger, with a mode of its own. */
    CLONE,
    RULE
  }
}
