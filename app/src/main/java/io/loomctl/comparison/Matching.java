package io.loomctl.comparison;

import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.RowMerge;
import io.loomctl.snapshot.RowOrder;
import java.util.Arrays;
import java.util.List;

/** How the rows of a table are brought together. */
sealed interface Matching {

  RowLayout layout();

  RowMerge merge();

  /** Both files have the rows in the same order already. */
  record AsTheyStand(RowLayout layout, RowOrder order, boolean sameColumns) implements Matching {

    @Override
    public RowMerge merge() {
      return new RowMerge(order::compare, sameColumns);
    }
  }

  /**
   * Rows are rewritten, and sorted by the bytes of their new form.
   *
   * @param key the number of leading fields by which rows match
   * @param compared the number of fields that count: these and those that follow them
   */
  record SortedAnew(RowLayout layout, List<Field> left, List<Field> right, int key, int compared)
      implements Matching {

    public SortedAnew {
      left = List.copyOf(left);
      right = List.copyOf(right);
    }

    @Override
    public RowMerge merge() {
      return new RowMerge(this::compare, true);
    }

    /**
     * A key of nothing but NULLs tells nothing: such rows match when all that counts is the same.
     */
    private int compare(RowLines left, RowLines right) {
      int order = compare(left, right, key);
      return order == 0 && key > 0 && hasNoKey(left) ? compare(left, right, compared) : order;
    }

    private boolean hasNoKey(RowLines row) {
      for (int field = 0; field < key; field++) {
        if (!row.isNull(field)) {
          return false;
        }
      }
      return true;
    }

    /**
     * By the first fields, as they stand in lines that were sorted as a whole. What follows them is
     * a separator, or the line's end where a side has no more fields: the same here.
     */
    private static int compare(RowLines left, RowLines right, int fields) {
      if (fields == 0) {
        return 0;
      }
      int leftEnd = left.to(fields - 1);
      int rightEnd = right.to(fields - 1);
      int differs =
          Arrays.mismatch(
              left.bytes(), left.start(), leftEnd, right.bytes(), right.start(), rightEnd);
      return differs < 0
          ? 0
          : Byte.compareUnsigned(byteAt(left, differs, leftEnd), byteAt(right, differs, rightEnd));
    }

    private static byte byteAt(RowLines row, int place, int end) {
      return row.start() + place < end ? row.bytes()[row.start() + place] : (byte) '\t';
    }
  }
}
