package io.loomctl.comparison;

import io.loomctl.snapshot.CopyText;
import io.loomctl.snapshot.RowLines;
import java.util.ArrayList;
import java.util.List;

/**
 * How the text in a column is read. COPY text never holds the bytes from backspace to carriage
 * return, tab and line end apart, so four of them are free to tell keys of parent rows.
 */
sealed interface ColumnShape {

  /** Begins the key of the row that a reference leads to. */
  byte OPEN = '\f';

  /** Ends it. */
  byte CLOSE = '\r';

  /** Stands between the values of a key. */
  byte NEXT = 0x0b;

  /** Begins several values of a reference that leads to no row. */
  byte NO_ROW = '\b';

  /** The value in a row. */
  default Value read(RowLines row, int column) {
    return read(row.bytes(), row.from(column), row.to(column));
  }

  Value read(byte[] text, int from, int to);

  /** A value as the server printed it. */
  record Plain(String type) implements ColumnShape {

    @Override
    public Value read(byte[] text, int from, int to) {
      return CopyText.isNull(text, from, to)
          ? Value.NULL
          : new Value.Plain(readable(CopyText.decode(text, from, to)), type);
    }

    /** COPY writes the first letter of a truth value only. */
    private String readable(String text) {
      return switch (type + " " + text) {
        case "boolean t" -> "true";
        case "boolean f" -> "false";
        default -> text;
      };
    }
  }

  /**
   * The key of a parent row, or the columns' own values when there is no such row.
   *
   * @param own the shapes of the columns that make the reference
   * @param key the shapes of what the parent is told by
   */
  record Parent(List<ColumnShape> own, List<ColumnShape> key) implements ColumnShape {

    @Override
    public Value read(byte[] text, int from, int to) {
      if (from < to && text[from] == OPEN) {
        return new Value.Parent(parts(key, text, from + 1, to - 1));
      } else if (from < to && text[from] == NO_ROW) {
        return new Value.Parent(parts(own, text, from + 1, to));
      }
      return own.get(0).read(text, from, to);
    }

    private static List<Value> parts(List<ColumnShape> shapes, byte[] text, int from, int to) {
      List<Value> parts = new ArrayList<>();
      int depth = 0;
      int start = from;
      for (int at = from; at <= to; at++) {
        if (at == to || (text[at] == NEXT && depth == 0)) {
          parts.add(shapes.get(parts.size()).read(text, start, at));
          start = at + 1;
        } else if (text[at] == OPEN) {
          depth++;
        } else if (text[at] == CLOSE) {
          depth--;
        }
      }
      return parts;
    }
  }
}
