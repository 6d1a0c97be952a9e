package io.loomctl.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, aligned; two spaces or more between them. */
final class TextTable {

  private static final String GAP = "   ";

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
   * @param width longer lines are cut off with an ellipsis; 0 for no limit
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
    return all.stream().map(row -> cut(line(row, widths), width)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(widths[i] - length(row.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(right.get(i) ? padding + row.get(i) : row.get(i) + padding);
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
