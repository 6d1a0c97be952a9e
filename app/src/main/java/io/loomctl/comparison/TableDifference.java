package io.loomctl.comparison;

import io.loomctl.graph.TableName;

/** How many rows of one table differ. */
public record TableDifference(
    TableName table, long added, long removed, long modified, long unchanged) {

  public boolean isEmpty() {
    return differing() == 0;
  }

  /** Rows that are not the same on both sides. */
  public long differing() {
    return added + removed + modified;
  }
}
