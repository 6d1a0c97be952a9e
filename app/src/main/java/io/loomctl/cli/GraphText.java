package io.loomctl.cli;

import io.loomctl.diagram.Diagram;
import io.loomctl.diagram.DiagramReference;
import io.loomctl.diagram.DiagramTable;
import io.loomctl.diagram.DiagramTable.State;
import io.loomctl.diagram.RowCount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A diagram in lines: the tables by level, each with what it references; then the cycles. */
final class GraphText {

  private static final int LONGEST_NAME = 36;

  private final Diagram diagram;
  private final Colours colours;
  private final boolean unicode;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  /**
   * A diagram to be told.
   *
   * @param width longer lines are broken
   */
  GraphText(Diagram diagram, Colours colours, boolean unicode, int width) {
    this.diagram = diagram;
    this.colours = colours;
    this.unicode = unicode;
    this.width = width;
  }

  List<String> lines() {
    wrapped("", summary(diagram));
    int level = 0;
    int names = names(diagram.tables().stream().map(GraphText::name));
    int figures = names(diagram.tables().stream().map(table -> rows(table.rows())));
    for (DiagramTable table : diagram.tables()) {
      if (table.level() != level) {
        level = table.level();
        lines.add("");
        lines.add("level " + level);
      }
      table(table, names, figures);
    }
    int number = 0;
    for (List<DiagramTable> cycle : diagram.cycles()) {
      cycle(++number, cycle.size());
    }
    return unicode ? lines : lines.stream().map(Mark::inAscii).toList();
  }

  /** {@code general: 12 tables, 18 references, 1 cycle; 3 owned, 5 required, …}. */
  static String summary(Diagram diagram) {
    long cycles = diagram.cycles().size();
    String counts =
        Numbers.count(diagram.tables().size(), "table")
            + ", "
            + Numbers.count(diagram.references().size(), "reference")
            + ", "
            + (cycles == 0 ? "no cycle" : Numbers.count(cycles, "cycle"));
    List<String> states =
        Stream.of(State.values())
            .filter(state -> diagram.count(state) > 0)
            .map(state -> Numbers.count(diagram.count(state)) + " " + state.words())
            .toList();
    return diagram.scenario().map(name -> name + ": ").orElse("")
        + counts
        + (states.isEmpty() ? "" : "; " + String.join(", ", states));
  }

  /** {@code 1,234 rows}; an estimate begins with {@code ~}. */
  static String rows(RowCount count) {
    return count.rows().isEmpty()
        ? "? rows"
        : (count.exact() ? "" : "~") + Numbers.count(count.rows().getAsLong(), "row");
  }

  private void table(DiagramTable table, int names, int figures) {
    String rows = rows(table.rows());
    StringBuilder line = new StringBuilder("  " + padded(name(table), names) + "   ");
    line.append(" ".repeat(Math.max(0, figures - rows.length()))).append(rows);
    table.state().ifPresent(state -> line.append("   ").append(coloured(state, state.words())));
    lines.add(line + (table.cycle() > 0 ? "   cycle " + table.cycle() : ""));
    if (!table.rule().isEmpty()) {
      wrapped("    ", TerminalText.of(table.rule()));
    }
    references(diagram.referencesFrom(table.name()), "    → ");
  }

  private void references(List<DiagramReference> references, String indent) {
    int names = names(references.stream().map(GraphText::parent));
    for (DiagramReference reference : references) {
      wrapped(
          indent + padded(parent(reference), names) + "   ", TerminalText.of(columns(reference)));
    }
  }

  private void cycle(int number, int tables) {
    lines.add("");
    lines.add("cycle " + number + ": " + Numbers.count(tables, "table"));
    List<DiagramReference> inside =
        diagram.references().stream().filter(each -> each.cycle() == number).toList();
    for (DiagramReference each : inside) {
      wrapped("  ", TerminalText.of(each.child() + " → " + each.parent() + " by " + columns(each)));
    }
  }

  private static String columns(DiagramReference reference) {
    List<String> words = new ArrayList<>(List.of(reference.columns()));
    words.addAll(reference.remarks());
    return String.join(", ", words);
  }

  private static String name(DiagramTable table) {
    return TerminalText.of(table.name().toString());
  }

  private static String parent(DiagramReference reference) {
    return reference.reference().isSelfReference()
        ? "itself"
        : TerminalText.of(reference.parent().toString());
  }

  private static int names(Stream<String> names) {
    return names.mapToInt(TerminalText::width).filter(each -> each <= LONGEST_NAME).max().orElse(0);
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(Math.max(0, width - TerminalText.width(name)));
  }

  private String coloured(State state, String text) {
    return switch (state) {
      case OWNED -> colours.added(text);
      case REQUIRED -> colours.modified(text);
      case LOOKUP -> text;
      case LEFT_OUT -> colours.faint(text);
    };
  }

  /** Broken at spaces; what follows the first line stands below its beginning, if there is room. */
  private void wrapped(String first, String text) {
    int indent = TerminalText.width(first);
    if (indent > width / 2) {
      lines.add(first.stripTrailing());
      wrapped("        ", text);
      return;
    }
    StringBuilder line = new StringBuilder(first);
    boolean fresh = true;
    for (String word : text.split(" ", -1)) {
      if (!fresh && TerminalText.width(line + " " + word) > width) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent));
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    lines.add(line.toString());
  }
}
