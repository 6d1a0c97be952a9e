package io.loomctl.comparison;

import io.loomctl.snapshot.RowLines;
import java.util.BitSet;

/**
 * Tells whether a row may get a value that another one has had in the same column. It remembers
 * hashes only, so it may be wrong, but never when it says no.
 */
final class TradedValues {

  private static final int HASHES = 1 << 17;

  private final BitSet before = new BitSet();
  private final BitSet after = new BitSet();

  void left(RowLines row, int column) {
    add(before, row, column);
  }

  void taken(RowLines row, int column) {
    add(after, row, column);
  }

  boolean any() {
    return before.intersects(after);
  }

  /** NULL is in nobody's way. */
  private static void add(BitSet hashes, RowLines row, int column) {
    if (!row.isNull(column)) {
      int hash = row.hash(column, 1);
      hashes.set((hash ^ (hash >>> 15)) & (HASHES - 1));
    }
  }
}
