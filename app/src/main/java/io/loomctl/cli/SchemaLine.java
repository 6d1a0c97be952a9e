package io.loomctl.cli;

import io.loomctl.comparison.SchemaDifference;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two schemas, ready to be shown.
 *
 * @param what the thing that differs
 * @param from what it was; null when it is new
 * @param to what it is; null when it is gone
 */
record SchemaLine(String what, @Nullable String from, @Nullable String to) {

  static SchemaLine of(SchemaDifference difference) {
    String what =
        switch (difference.subject()) {
          case TABLE -> "table";
          case COLUMN -> "column " + TerminalText.of(difference.name());
          case PRIMARY_KEY -> "primary key";
          case KEY -> "rows match by";
          case REFERENCE -> "reference";
        };
    return new SchemaLine(what, harmless(difference.from()), harmless(difference.to()));
  }

  private static @Nullable String harmless(@Nullable String text) {
    return text == null ? null : TerminalText.of(text);
  }

  String text(Colours colours) {
    if (from == null) {
      return colours.added("+ " + what + " " + to);
    } else if (to == null) {
      return colours.removed("- " + what + " " + from);
    }
    return colours.modified("~")
        + (" " + what + " ")
        + colours.removed(from)
        + " → "
        + colours.added(to);
  }

  String html() {
    if (from == null) {
      return Html.span("added", "+ " + what + " " + to);
    } else if (to == null) {
      return Html.span("removed", "− " + what + " " + from);
    }
    return Html.span("modified", "~")
        + Html.text(" " + what + " ")
        + ("<del>" + Html.text(from) + "</del> → <ins>" + Html.text(to) + "</ins>");
  }
}
