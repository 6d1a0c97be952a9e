package io.loomctl.comparison;

import io.loomctl.comparison.RowDifference.Changed;
import io.loomctl.comparison.RowDifference.Named;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.RowLines;
import java.util.ArrayList;
import java.util.List;

/** What the columns of two streams of rows are. */
record RowLayout(TableName table, List<Column> columns) {

  static final int NOWHERE = -1;

  /** What a column is there for. */
  enum Use {
    /** Rows match by it. */
    KEY,
    /** Rows are modified when it differs. */
    COMPARED,
    /** It is on one side only: shown, where a row is. */
    SHOWN,
    /** It does not count. */
    CARRIED
  }

  /**
   * A column.
   *
   * @param left its place in rows of the left stream, or {@link #NOWHERE}
   */
  record Column(String name, ColumnShape shape, Use use, int left, int right) {

    private boolean differs(RowLines before, RowLines after) {
      return use == Use.COMPARED && !RowLines.sameValue(before, left, after, right);
    }
  }

  RowLayout {
    columns = List.copyOf(columns);
  }

  boolean differs(RowLines before, RowLines after) {
    for (Column column : columns) {
      if (column.differs(before, after)) {
        return true;
      }
    }
    return false;
  }

  RowDifference added(RowLines row) {
    List<Changed> rest = new ArrayList<>();
    for (Column column : columns) {
      if (column.right != NOWHERE && (column.use == Use.COMPARED || column.use == Use.SHOWN)) {
        rest.add(new Changed(column.name, Value.NULL, column.shape.read(row, column.right)));
      }
    }
    return new RowDifference(table, RowDifference.Change.ADDED, key(row, false), rest);
  }

  RowDifference removed(RowLines row) {
    List<Changed> rest = new ArrayList<>();
    for (Column column : columns) {
      if (column.left != NOWHERE && (column.use == Use.COMPARED || column.use == Use.SHOWN)) {
        rest.add(new Changed(column.name, column.shape.read(row, column.left), Value.NULL));
      }
    }
    return new RowDifference(table, RowDifference.Change.REMOVED, key(row, true), rest);
  }

  RowDifference modified(RowLines before, RowLines after) {
    List<Changed> changed = new ArrayList<>();
    for (Column column : columns) {
      if (column.differs(before, after)) {
        changed.add(
            new Changed(
                column.name,
                column.shape.read(before, column.left),
                column.shape.read(after, column.right)));
      }
    }
    return new RowDifference(table, RowDifference.Change.MODIFIED, key(after, false), changed);
  }

  private List<Named> key(RowLines row, boolean ofLeft) {
    List<Named> key = new ArrayList<>();
    for (Column column : columns) {
      if (column.use == Use.KEY) {
        int place = ofLeft ? column.left : column.right;
        key.add(new Named(column.name, column.shape.read(row, place)));
      }
    }
    return key;
  }
}
