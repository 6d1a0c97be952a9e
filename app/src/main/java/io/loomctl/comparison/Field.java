package io.loomctl.comparison;

import io.loomctl.snapshot.RowLines;
import java.io.IOException;

/** What a row is rewritten to before it is sorted anew: one of these after the other. */
@FunctionalInterface
interface Field {

  void write(RowLines row, LineBuffer out) throws IOException;

  /** A column as it stands. */
  static Field of(int column) {
    return (row, out) -> out.add(row.bytes(), row.from(column), row.to(column));
  }
}
