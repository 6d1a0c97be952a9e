package io.loomctl.comparison;

import io.loomctl.snapshot.RowLines;
import org.jspecify.annotations.Nullable;

/** How the text in a column is read. */
sealed interface ColumnShape {

  /** The value in a row. */
  Value read(RowLines row, int column);

  /** A value as the server printed it. */
  record Plain(String type) implements ColumnShape {

    @Override
    public Value read(RowLines row, int column) {
      @Nullable String text = row.text(column);
      return text == null ? Value.NULL : new Value.Plain(readable(text), type);
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
}
