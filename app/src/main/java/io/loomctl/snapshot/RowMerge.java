package io.loomctl.snapshot;

import java.io.IOException;

/**
 * Merges two streams of rows that are sorted alike, in constant memory. Where both have the same
 * columns, runs of equal rows are passed over as bytes.
 *
 * @param sameColumns whether rows that are written the same are the same
 */
public record RowMerge(Order order, boolean sameColumns) {

  /** How the streams are sorted. */
  @FunctionalInterface
  public interface Order {
    int compare(RowLines left, RowLines right);
  }

  /** Hears of rows that are not written the same on both sides. */
  public interface Changes {
    void added(RowLines row) throws IOException;

    void removed(RowLines row) throws IOException;

    /** The same row, written in two ways. */
    void changed(RowLines before, RowLines after) throws IOException;
  }

  public void run(RowLines left, RowLines right, Changes changes) throws IOException {
    skipEqual(left, right);
    boolean leftThere = left.next();
    boolean rightThere = right.next();
    while (leftThere || rightThere) {
      int side = !leftThere ? 1 : !rightThere ? -1 : order.compare(left, right);
      if (side < 0) {
        changes.removed(left);
      } else if (side > 0) {
        changes.added(right);
      } else {
        if (!sameColumns || !RowLines.sameRow(left, right)) {
          changes.changed(left, right);
        }
        skipEqual(left, right);
      }
      leftThere = side > 0 ? leftThere : left.next();
      rightThere = side < 0 ? rightThere : right.next();
    }
  }

  private void skipEqual(RowLines left, RowLines right) throws IOException {
    if (sameColumns) {
      RowLines.skipEqual(left, right);
    }
  }
}
