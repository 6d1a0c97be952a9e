package io.loomctl.proposal;

import java.util.ArrayList;
import java.util.List;

/** Lines of a file with comments that begin in one column where the lines are short enough. */
final class Lines {

  private static final int FARTHEST = 50;
  private static final int WIDTH = 92;

  private record Line(String text, String comment) {}

  private final List<Line> lines = new ArrayList<>();

  void add(String text) {
    lines.add(new Line(text, ""));
  }

  void add(String text, String comment) {
    lines.add(new Line(text, comment));
  }

  /** Words, wrapped; each line begins with the indent. */
  void paragraph(String indent, String text) {
    wrapped(indent, List.of(text.split(" ")));
  }

  /** Pieces that are never broken, with a space between two on a line. */
  void wrapped(String indent, List<String> pieces) {
    StringBuilder line = new StringBuilder(indent);
    for (String piece : pieces) {
      boolean first = line.length() == indent.length();
      if (!first && line.length() + 1 + piece.length() > WIDTH) {
        add(line.toString());
        line = new StringBuilder(indent);
        first = true;
      }
      line.append(first ? "" : " ").append(piece);
    }
    add(line.toString());
  }

  @Override
  public String toString() {
    int column =
        lines.stream()
            .filter(line -> !line.comment.isEmpty() && line.text.length() <= FARTHEST)
            .mapToInt(line -> line.text.length())
            .max()
            .orElse(0);
    StringBuilder out = new StringBuilder();
    for (Line line : lines) {
      out.append(line.text);
      if (!line.comment.isEmpty()) {
        out.append(" ".repeat(Math.max(0, column - line.text.length()))).append("   # ");
        out.append(line.comment);
      }
      out.append('\n');
    }
    return out.toString();
  }
}
