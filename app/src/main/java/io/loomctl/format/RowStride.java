package io.loomctl.format;

import io.loomctl.snapshot.Origin;
import java.util.Optional;

/** Finds out whether the rows of a table are on lines that can be counted. */
final class RowStride {

  private long rows;
  private long first;
  private long last;
  private long each = 1;
  private boolean constant = true;

  /** Takes the line that the next row begins on. */
  void row(long line) {
    rows++;
    if (rows == 1) {
      first = line;
    } else if (rows == 2) {
      each = line - first;
      constant = each > 0;
    } else {
      constant &= line - last == each;
    }
    last = line;
  }

  /** The lines; nothing when there are no rows, or they stand in another way. */
  Optional<Origin.Lines> lines() {
    return constant && rows > 0 ? Optional.of(new Origin.Lines(first, each)) : Optional.empty();
  }
}
