package io.loomctl.cli;

import io.loomctl.diagram.Diagram;
import io.loomctl.diagram.DiagramReference;
import io.loomctl.diagram.DiagramTable;
import io.loomctl.diagram.DiagramTable.State;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A diagram as a Mermaid flowchart, which many Markdown viewers draw. Arrows lead from child to
 * parent; tables go by numbers, so that names are never anything but text.
 */
final class GraphMermaid {

  private static final String STYLES =
      """
        classDef owned fill:#dafbe1,stroke:#1a7f37,color:#1f2328
        classDef required fill:#fff8c5,stroke:#9a6700,color:#1f2328
        classDef lookup fill:#ddf4ff,stroke:#0969da,color:#1f2328
        classDef left_out fill:#f6f8fa,stroke:#59636e,color:#59636e,stroke-dasharray:4
      """;

  /** An underscore is markup only at the edge of a word. */
  private static final Pattern INSIDE_A_WORD =
      Pattern.compile("(?<=[A-Za-z0-9])#95;(?=[A-Za-z0-9])");

  private final Diagram diagram;
  private final Map<TableName, String> ids = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  GraphMermaid(Diagram diagram) {
    this.diagram = diagram;
    diagram.tables().forEach(table -> ids.put(table.name(), "t" + (ids.size() + 1)));
  }

  String text() {
    text.append("flowchart RL\n");
    diagram.tables().stream().filter(table -> table.cycle() == 0).forEach(this::table);
    int number = 0;
    for (List<DiagramTable> cycle : diagram.cycles()) {
      text.append("  subgraph cycle").append(++number);
      text.append("[\"cycle ").append(number).append("\"]\n");
      cycle.forEach(this::table);
      text.append("  end\n");
    }
    diagram.references().forEach(this::reference);
    return text.append(STYLES).toString();
  }

  private void table(DiagramTable table) {
    text.append("  ")
        .append(id(table.name()))
        .append("[\"")
        .append(quoted(table.name().toString()));
    text.append("<br>").append(quoted(GraphText.rows(table.rows())));
    table.state().ifPresent(state -> text.append(", ").append(state.words()));
    text.append("\"]");
    table.state().ifPresent(state -> text.append(":::").append(kind(state)));
    text.append('\n');
  }

  private static String kind(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void reference(DiagramReference reference) {
    boolean virtual = reference.reference().kind() == Reference.Kind.VIRTUAL;
    List<String> words = new ArrayList<>(List.of(reference.columns()));
    words.addAll(reference.remarks());
    text.append("  ").append(id(reference.child())).append(virtual ? " -.->" : " -->");
    text.append("|\"").append(quoted(String.join(", ", words))).append("\"| ");
    text.append(id(reference.parent())).append('\n');
  }

  private String id(TableName table) {
    return Objects.requireNonNull(ids.get(table));
  }

  /** Everything that could be markup, in Mermaid, Markdown or HTML, by its number. */
  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder();
    TerminalText.of(name)
        .codePoints()
        .forEach(
            character -> {
              if (character > 0x7e || isPlain(character)) {
                quoted.appendCodePoint(character);
              } else {
                quoted.append('#').append(character).append(';');
              }
            });
    return INSIDE_A_WORD.matcher(quoted).replaceAll("_");
  }

  private static boolean isPlain(int character) {
    return Character.isLetterOrDigit(character) || " .,".indexOf(character) >= 0;
  }
}
