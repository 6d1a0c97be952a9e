package io.loomctl.diagram;

import java.util.OptionalLong;

/**
 * How many rows a table has.
 *
 * @param rows nothing where nobody counted and the server has no estimate
 * @param exact whether somebody counted
 */
public record RowCount(OptionalLong rows, boolean exact) {

  static final RowCount UNKNOWN = new RowCount(OptionalLong.empty(), false);

  static RowCount counted(long rows) {
    return new RowCount(OptionalLong.of(rows), true);
  }

  static RowCount estimated(long rows) {
    return new RowCount(OptionalLong.of(rows), false);
  }
}
