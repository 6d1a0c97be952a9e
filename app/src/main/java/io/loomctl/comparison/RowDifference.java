package io.loomctl.comparison;

import io.loomctl.graph.TableName;
import java.util.List;

/**
 * One row that is not the same on both sides.
 *
 * @param key by which the row is the same row on both sides; empty when a table's rows have no key
 * @param columns of a modified row those that differ, else all others than the key's
 */
public record RowDifference(
    TableName table, Change change, List<Named> key, List<Changed> columns) {

  /** What happened to a row. */
  public enum Change {
    ADDED,
    REMOVED,
    MODIFIED
  }

  /**
   * A value and where it stands.
   *
   * @param column the column's name, or several of them where one reference spans them
   */
  public record Named(String column, Value value) {}

  /**
   * A value on both sides.
   *
   * @param from {@link Value#NULL} also for a row that was added
   * @param to {@link Value#NULL} also for a row that was removed
   */
  public record Changed(String column, Value from, Value to) {}

  public RowDifference {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }

  /** Whether the row has neither a key nor a value. */
  public boolean saysNothing() {
    return key.isEmpty()
        && columns.stream()
            .allMatch(column -> column.from() == Value.NULL && column.to() == Value.NULL);
  }
}
