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
import java.util.Map;
import java.util.Objects;

/**
 * A diagram for Graphviz. Arrows lead from child to parent; tables go by numbers, so that names are
 * never anything but text.
 */
final class GraphDot {

  private static final String HEAD =
      """
      digraph tables {
        rankdir=RL;
        node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#59636e", fontname="sans-serif"];
        edge [color="#59636e", fontcolor="#59636e", fontname="sans-serif", fontsize=10];
      """;

  private static final String CYCLE_COLOUR = "#cf222e";

  private final Diagram diagram;
  private final Map<TableName, String> ids = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  GraphDot(Diagram diagram) {
    this.diagram = diagram;
    diagram.tables().forEach(table -> ids.put(table.name(), "t" + (ids.size() + 1)));
  }

  String text() {
    text.append(HEAD);
    diagram.tables().stream().filter(table -> table.cycle() == 0).forEach(this::table);
    int number = 0;
    for (List<DiagramTable> cycle : diagram.cycles()) {
      text.append("  subgraph cluster_").append(++number).append(" {\n");
      text.append("  label=\"cycle ").append(number).append("\";\n");
      text.append("  color=\"" + CYCLE_COLOUR + "\";\n");
      cycle.forEach(this::table);
      text.append("  }\n");
    }
    diagram.references().forEach(this::reference);
    return text.append("}\n").toString();
  }

  private void table(DiagramTable table) {
    String state = table.state().map(found -> ", " + found.words()).orElse("");
    text.append("  ").append(id(table.name())).append(" [label=\"");
    text.append(quoted(table.name().toString())).append("\\n");
    text.append(quoted(GraphText.rows(table.rows()) + state)).append('"');
    table.state().ifPresent(found -> text.append(", ").append(style(found)));
    text.append("];\n");
  }

  private static String style(State state) {
    return switch (state) {
      case OWNED -> "fillcolor=\"#dafbe1\", color=\"#1a7f37\"";
      case REQUIRED -> "fillcolor=\"#fff8c5\", color=\"#9a6700\"";
      case LOOKUP -> "fillcolor=\"#ddf4ff\", color=\"#0969da\"";
      case LEFT_OUT -> "style=\"rounded,dashed\", fontcolor=\"#59636e\"";
    };
  }

  private void reference(DiagramReference reference) {
    List<String> words = new ArrayList<>(List.of(reference.columns()));
    words.addAll(reference.remarks());
    text.append("  ").append(id(reference.child())).append(" -> ").append(id(reference.parent()));
    text.append(" [label=\"").append(quoted(String.join(", ", words))).append('"');
    if (reference.reference().kind() == Reference.Kind.VIRTUAL) {
      text.append(", style=dashed");
    }
    if (reference.nullable()) {
      text.append(", dir=both, arrowtail=odot");
    }
    if (reference.cycle() > 0) {
      text.append(", color=\"" + CYCLE_COLOUR + "\"");
    }
    text.append("];\n");
  }

  private String id(TableName table) {
    return Objects.requireNonNull(ids.get(table));
  }

  /** Graphviz knows escapes such as {@code \N}, and the character references of HTML. */
  private static String quoted(String name) {
    return TerminalText.of(name).replace("&", "&amp;").replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
