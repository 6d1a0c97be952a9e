package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.diagram.Diagram;
import io.loomctl.diagram.DiagramReference;
import io.loomctl.diagram.DiagramTable;
import io.loomctl.diagram.DiagramTable.State;
import io.loomctl.diagram.Layout;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A diagram as one self-contained HTML page. Its list of tables can be read without the script,
 * which draws what was laid out here: the whole, and the neighbours of each table.
 */
final class GraphPage {

  private static final String LEGEND =
      """
      <details id="legend"><summary>Legend</summary>
      <ul>
      %s<li><svg width="44" height="12" aria-hidden="true"><path class="ref" d="M44 6H8"/><path class="head" d="M0 6l9-4v8z"/></svg> from child to parent</li>
      <li><svg width="44" height="12" aria-hidden="true"><path class="ref" d="M38 6H0"/><circle class="start" cx="40" cy="6" r="3.5"/></svg> NOT NULL: each row has a parent</li>
      <li><svg width="44" height="12" aria-hidden="true"><path class="ref" d="M36 6H0"/><circle class="start open" cx="40" cy="6" r="3"/></svg> nullable</li>
      <li><svg width="44" height="12" aria-hidden="true"><path class="ref" d="M36 6H0"/><path class="start open" d="M34 6l5-4 5 4-5 4z"/></svg> deferrable</li>
      <li><svg width="44" height="12" aria-hidden="true"><path class="ref virtual" d="M44 6H0"/></svg> virtual: in the config only</li>
      <li><svg width="44" height="12" aria-hidden="true"><path class="ref cycle" d="M44 6H0"/></svg> part of a cycle</li>
      <li><svg width="44" height="14" aria-hidden="true"><path class="loop" d="M18.5 11.5A5 5 0 1 1 25 11.5m1.5-4v4.5h-4.5"/></svg> references itself</li>
      </ul></details>
      """;

  private final Diagram diagram;
  private final String database;
  private final Map<TableName, Integer> tables = new HashMap<>();
  private final Map<DiagramReference, Integer> references = new HashMap<>();

  GraphPage(Diagram diagram, String database) {
    this.diagram = diagram;
    this.database = database;
    diagram.tables().forEach(table -> tables.put(table.name(), tables.size()));
    diagram.references().forEach(each -> references.put(each, references.size()));
  }

  String text() {
    String name = diagram.scenario().map(ScenarioName::value).orElse("All tables");
    StringBuilder page =
        new StringBuilder(Html.head(name + ": tables of " + database, "graph.css"));
    page.append("<body>\n<header>\n<h1>").append(text(name)).append("</h1>\n");
    page.append("<p class=\"quiet\">database ").append(text(database)).append("</p>\n");
    page.append("<p class=\"quiet\">").append(text(counts())).append("</p>\n");
    page.append("<input id=\"search\" type=\"search\" placeholder=\"Find a table ( / )\"");
    page.append(" aria-label=\"Find a table\" autocomplete=\"off\" spellcheck=\"false\" hidden>\n");
    page.append("</header>\n<nav id=\"list\" aria-label=\"Tables\">\n").append(list());
    page.append("</nav>\n<main id=\"drawing\">\n");
    page.append("<noscript><p>The drawing needs JavaScript.</p></noscript>\n");
    page.append(LEGEND.formatted(diagram.scenario().isEmpty() ? "" : states()));
    page.append("</main>\n<aside id=\"card\" aria-live=\"polite\" hidden></aside>\n");
    page.append("<script type=\"application/json\" id=\"graph\">");
    page.append(JsonOutput.line(document()).replace("<", "\\u003c"));
    page.append("</script>\n").append(Html.script("graph-canvas.js", "graph.js"));
    return page.append("</body>\n</html>\n").toString();
  }

  private String counts() {
    String summary = GraphText.summary(diagram);
    return diagram
        .scenario()
        .map(name -> summary.substring(name.value().length() + 2))
        .orElse(summary);
  }

  private static String states() {
    StringBuilder states = new StringBuilder();
    for (State state : State.values()) {
      states.append("<li><i class=\"").append(kind(state)).append("\"></i> ");
      states.append(meaning(state)).append("</li>\n");
    }
    return states.toString();
  }

  private static String meaning(State state) {
    return switch (state) {
      case OWNED -> "owned: the scenario selects its rows";
      case REQUIRED -> "required: rows come along when others reference them";
      case LOOKUP -> "lookup: rows are matched, never written";
      case LEFT_OUT -> "left out";
    };
  }

  private String list() {
    StringBuilder list = new StringBuilder();
    int level = 0;
    for (DiagramTable table : diagram.tables()) {
      if (table.level() != level) {
        list.append(level == 0 ? "" : "</ul>\n");
        level = table.level();
        list.append("<h2>Level ").append(level).append("</h2>\n<ul>\n");
      }
      list.append("<li><a href=\"#focus=").append(encoded(name(table))).append("\"><i");
      table.state().ifPresent(state -> list.append(" class=\"").append(kind(state)).append('"'));
      list.append("></i>").append(Html.span("name", TerminalText.of(table.label())));
      list.append(Html.span("quiet", rows(table))).append("</a></li>\n");
    }
    return list + (level == 0 ? "" : "</ul>\n");
  }

  private static String rows(DiagramTable table) {
    return table.rows().rows().isEmpty()
        ? "?"
        : (table.rows().exact() ? "" : "~") + Numbers.count(table.rows().rows().getAsLong());
  }

  /** Has no character that means anything in HTML. */
  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String name(DiagramTable table) {
    return TerminalText.of(table.name().toString());
  }

  private ObjectNode document() {
    ObjectNode json = JsonOutput.object();
    ArrayNode nodes = json.putArray("tables");
    diagram.tables().forEach(table -> put(nodes.addObject(), table));
    ArrayNode edges = json.putArray("references");
    diagram.references().forEach(reference -> put(edges.addObject(), reference));
    put(json.putObject("whole"), Layout.of(diagram, Layout.Room.NARROW));
    ArrayNode around = json.putArray("around");
    for (DiagramTable table : diagram.tables()) {
      put(around.addObject(), Layout.of(diagram.around(table.name()), Layout.Room.LABELLED));
    }
    return json;
  }

  private static void put(ObjectNode json, DiagramTable table) {
    json.put("name", name(table));
    json.put("label", TerminalText.of(table.label()));
    json.put("level", table.level());
    json.put("cycle", table.cycle());
    json.put("state", table.state().map(GraphPage::kind).orElse(""));
    json.put("words", table.state().map(State::words).orElse(""));
    json.put("rule", TerminalText.of(table.rule()));
    json.put("rows", GraphText.rows(table.rows()));
    json.put("key", key(table.key()));
  }

  private static String key(MatchKey key) {
    return key.columns().isEmpty()
        ? "none: by the whole row"
        : columns(key.columns()) + " (" + key.kind().name().toLowerCase(Locale.ROOT) + ")";
  }

  private void put(ObjectNode json, DiagramReference edge) {
    json.put("child", tables.get(edge.child()));
    json.put("parent", tables.get(edge.parent()));
    json.put("columns", columns(edge.reference().columns()));
    json.put("parentColumns", columns(edge.reference().parentColumns()));
    json.put("name", TerminalText.of(edge.reference().name()));
    json.put("kind", edge.reference().kind().name().toLowerCase(Locale.ROOT));
    json.put("nullable", edge.nullable());
    json.put("deferrable", edge.deferrable());
    json.put("remarks", String.join(", ", edge.remarks()));
    json.put("onDelete", edge.onDelete().map(Object::toString).orElse(""));
    json.put("cycle", edge.cycle());
    json.put("use", edge.use().map(use -> use.name().toLowerCase(Locale.ROOT)).orElse(""));
  }

  private void put(ObjectNode json, Layout layout) {
    json.put("width", layout.width()).put("height", layout.height());
    ArrayNode boxes = json.putArray("boxes");
    for (Layout.Box box : layout.boxes()) {
      int table = Objects.requireNonNull(tables.get(box.table()));
      boxes.addArray().add(table).add(box.x()).add(box.y()).add(box.width()).add(box.height());
    }
    ArrayNode routes = json.putArray("routes");
    for (Layout.Route route : layout.routes()) {
      ArrayNode points = routes.addArray().add(references.get(route.reference()));
      route.points().forEach(point -> points.add(point.x()).add(point.y()));
    }
  }

  private static String columns(List<ColumnName> columns) {
    return TerminalText.of(
        columns.stream().map(ColumnName::toString).collect(Collectors.joining(", ")));
  }

  private static String kind(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String text(String text) {
    return Html.text(TerminalText.of(text));
  }
}
