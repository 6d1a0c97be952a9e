package io.loomctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Columns of text, aligned; two spaces or more between them. */
final class TextTable {

  private static final String GAP = "   ";
  private static final int SHORTEST_NAME = 12;

  private final List<String> headings;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param headings a heading that starts with {@code >} stands over a right-aligned column
   */
  TextTable(String... headings) {
    this.right = List.of(headings).stream().map(heading -> heading.startsWith(">")).toList();
    this.headings =
        List.of(headings).stream()
            .map(heading -> heading.startsWith(">") ? heading.substring(1) : heading)
            .toList();
  }

  void row(String... cells) {
    rows.add(List.of(cells).stream().map(TerminalText::of).toList());
  }

  /**
   * The lines of the table.
   *
   * @param width longer lines are cut off with an ellipsis, or where the names in front of figures
   *     are what is long, these names; 0 for no limit
   */
  List<String> lines(int width) {
    List<List<String>> all = new ArrayList<>();
    all.add(headings);
    all.addAll(rows);
    int[] widths = new int[headings.size()];
    for (List<String> row : all) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    widths[0] -= excess(widths, width);
    return all.stream().map(row -> cut(line(row, widths), width)).toList();
  }

  /** How much shorter the names have to be so that all figures are seen. */
  private int excess(int[] widths, int width) {
    boolean figures = right.indexOf(true) == 1 && right.lastIndexOf(false) == 0;
    if (width <= 0 || !figures) {
      return 0;
    }
    int line = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
    return Math.max(0, Math.min(line - width, widths[0] - SHORTEST_NAME));
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = cut(row.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - length(cell));
      line.append(i == 0 ? "" : GAP);
      line.append(right.get(i) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String line, int width) {
    return width <= 0 ? line : ValueText.name(line, width);
  }

  private static int length(String text) {
    return TerminalText.width(text);
  }
}
