package io.loomctl.diagram;

import io.loomctl.graph.MatchKey;
import io.loomctl.graph.TableName;
import java.util.Locale;
import java.util.Optional;

/**
 * A table in a diagram.
 *
 * @param label a short name: without its schema where all tables are in one
 * @param level from 1 on; higher than that of every table that has to be loaded before
 * @param cycle the number of the cycle that it is part of, from 1 on; 0 for none
 * @param state nothing without a scenario, unless it is a lookup table
 * @param rule how the scenario comes to its rows, in the words of the config; may be empty
 */
public record DiagramTable(
    TableName name,
    String label,
    int level,
    int cycle,
    Optional<State> state,
    String rule,
    RowCount rows,
    MatchKey key) {

  /** What a scenario has to do with a table. */
  public enum State {
    /** Some or all of its rows are owned. */
    OWNED,
    /** It may have required rows only. */
    REQUIRED,
    /** Its rows are matched, never written. */
    LOOKUP,
    /** Nothing of it goes into a snapshot. */
    LEFT_OUT;

    /** As people read it. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
