package io.loomctl.snapshot;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.SortColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order that the rows of a table have in a snapshot, between the rows of two snapshots: by the
 * columns that both are sorted by, wherever these stand. NULL is larger than everything.
 */
public final class RowOrder {

  private record Part(int left, int right, SortColumn.By by) {}

  private final List<Part> parts;

  private RowOrder(List<Part> parts) {
    this.parts = parts;
  }

  /** The order by the left table's {@code sort}, whose columns the right one must have too. */
  public static RowOrder of(TableHeader left, TableHeader right) {
    List<Part> parts = new ArrayList<>();
    for (SortColumn sort : left.sort()) {
      parts.add(new Part(index(left, sort.column()), index(right, sort.column()), sort.by()));
    }
    return new RowOrder(parts);
  }

  private static int index(TableHeader table, ColumnName column) {
    return table.columnNames().indexOf(column);
  }

  /** Compares the two current rows. */
  public int compare(RowLines left, RowLines right) {
    for (Part part : parts) {
      int order = compare(left, right, part);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(RowLines left, RowLines right, Part part) {
    return compare(
        part.by,
        left.bytes(),
        left.from(part.left),
        left.to(part.left),
        right.bytes(),
        right.from(part.right),
        right.to(part.right));
  }

  /** Compares two values of COPY text. */
  static int compare(
      SortColumn.By by,
      byte[] left,
      int leftFrom,
      int leftTo,
      byte[] right,
      int rightFrom,
      int rightTo) {
    boolean leftNull = CopyText.isNull(left, leftFrom, leftTo);
    boolean rightNull = CopyText.isNull(right, rightFrom, rightTo);
    if (leftNull || rightNull) {
      return Boolean.compare(leftNull, rightNull);
    }
    return switch (by) {
      case VALUE -> compareIntegers(left, leftFrom, leftTo, right, rightFrom, rightTo);
      case BYTES -> CopyText.compare(left, leftFrom, leftTo, right, rightFrom, rightTo);
    };
  }

  /** By sign, then by length, then by digits: the server prints integers without leading zeros. */
  private static int compareIntegers(
      byte[] left, int leftFrom, int leftTo, byte[] right, int rightFrom, int rightTo) {
    boolean leftNegative = leftFrom < leftTo && left[leftFrom] == '-';
    boolean rightNegative = rightFrom < rightTo && right[rightFrom] == '-';
    if (leftNegative != rightNegative) {
      return leftNegative ? -1 : 1;
    }
    int order = Integer.compare(leftTo - leftFrom, rightTo - rightFrom);
    if (order == 0) {
      order = Arrays.compareUnsigned(left, leftFrom, leftTo, right, rightFrom, rightTo);
    }
    return leftNegative ? -order : order;
  }
}
