package io.loomctl.cli;

import io.loomctl.comparison.RowDifference;
import io.loomctl.comparison.RowDifference.Changed;
import io.loomctl.comparison.RowDifference.Named;
import io.loomctl.comparison.Value;
import io.loomctl.graph.DisplayName;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that differ, as lines of text.
 *
 * @param width of a line
 */
record RowText(int width, Colours colours) {

  private static final String GAP = "   ";

  /** Of a row without a key. */
  static final String NOTHING = "(null) in every column";

  private static final String ARROW = " → ";

  /** What stands before the columns may take this much of a line; else they begin a new one. */
  private static final int LONGEST_KEY = 26;

  private static final int LONGEST_NAME = 24;
  private static final int LONGEST_VALUE = 48;
  private static final int SHORTEST_VALUE = 12;

  List<String> lines(RowDifference row) {
    String key = "  " + mark(row) + " " + (row.saysNothing() ? NOTHING : key(row));
    List<String> lines = new ArrayList<>();
    boolean ownLine = TerminalText.width(key) > LONGEST_KEY;
    int indent = ownLine ? 6 : row.key().isEmpty() ? 4 : TerminalText.width(key) + GAP.length();
    List<String> columns =
        row.change() == RowDifference.Change.MODIFIED
            ? changes(row, width - indent)
            : values(row, width - indent);
    if (ownLine || columns.isEmpty()) {
      lines.add(coloured(row, ValueText.name(key.stripTrailing(), width)));
    }
    for (String column : columns) {
      String start =
          lines.isEmpty()
              ? coloured(row, key) + " ".repeat(indent - TerminalText.width(key))
              : " ".repeat(indent);
      lines.add(start + column);
    }
    return lines;
  }

  private static String mark(RowDifference row) {
    return switch (row.change()) {
      case ADDED -> "+";
      case REMOVED -> "-";
      case MODIFIED -> "~";
    };
  }

  private String coloured(RowDifference row, String text) {
    return switch (row.change()) {
      case ADDED -> colours.added(text);
      case REMOVED -> colours.removed(text);
      case MODIFIED -> colours.modified(text);
    };
  }

  private static String key(RowDifference row) {
    List<String> parts = new ArrayList<>();
    for (Named part : row.key()) {
      parts.add(
          ValueText.name(DisplayName.of(part.column()), LONGEST_NAME)
              + " "
              + ValueText.of(part.value(), LONGEST_VALUE));
    }
    return String.join(", ", parts);
  }

  /** A column a line, old and new. */
  private List<String> changes(RowDifference row, int room) {
    int names =
        row.columns().stream().mapToInt(column -> TerminalText.width(name(column))).max().orElse(0);
    int both = Math.max(2 * SHORTEST_VALUE, room - names - GAP.length() - ARROW.length());
    List<String> lines = new ArrayList<>();
    for (Changed column : row.columns()) {
      ValueText.Pair pair = ValueText.of(column.from(), column.to(), both);
      String name = name(column);
      lines.add(
          name
              + " ".repeat(names - TerminalText.width(name))
              + GAP
              + colours.removed(pair.from())
              + ARROW
              + colours.added(pair.to()));
    }
    return lines;
  }

  /** What a row holds, as many columns a line as there is room for; NULLs are left out. */
  private static List<String> values(RowDifference row, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (Changed column : row.columns()) {
      Value value = row.change() == RowDifference.Change.ADDED ? column.to() : column.from();
      if (value != Value.NULL) {
        String name = name(column);
        int longest = Math.max(SHORTEST_VALUE, room - TerminalText.width(name) - 2);
        String text = name + " " + ValueText.of(value, Math.min(longest, LONGEST_VALUE));
        if (!line.isEmpty() && TerminalText.width(line + ", " + text) >= room) {
          lines.add(line.append(',').toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : ", ").append(text);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String name(Changed column) {
    return ValueText.name(DisplayName.of(column.column()), LONGEST_NAME);
  }
}
