package io.loomctl.comparison;

import io.loomctl.snapshot.RowLines;
import java.io.IOException;

/** Writes the key of the row that a reference leads to. */
final class ReferenceField implements Field {

  private final int[] columns;
  private final ParentIndex parents;
  private final LineBuffer values = new LineBuffer();

  ReferenceField(int[] columns, ParentIndex parents) {
    this.columns = columns;
    this.parents = parents;
  }

  @Override
  public void write(RowLines row, LineBuffer out) throws IOException {
    for (int column : columns) {
      if (row.isNull(column)) {
        out.add(new byte[] {'\\', 'N'}, 0, 2);
        return;
      }
    }
    values.clear();
    writeValues(row, values, columns);
    int start = out.length();
    out.add(ColumnShape.OPEN);
    if (parents.find(values, out)) {
      out.add(ColumnShape.CLOSE);
    } else {
      out.cut(start);
      if (columns.length > 1) {
        out.add(ColumnShape.NO_ROW);
      }
      out.add(values.bytes(), 0, values.length());
    }
  }

  /** Writes what the columns hold themselves. */
  static void writeValues(RowLines row, LineBuffer out, int... columns) {
    for (int i = 0; i < columns.length; i++) {
      if (i > 0) {
        out.add(ColumnShape.NEXT);
      }
      out.add(row.bytes(), row.from(columns[i]), row.to(columns[i]));
    }
  }
}
