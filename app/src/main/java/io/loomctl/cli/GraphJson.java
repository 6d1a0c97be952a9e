package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.diagram.Diagram;
import io.loomctl.diagram.DiagramReference;
import io.loomctl.diagram.DiagramTable;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.ScenarioName;
import java.util.List;
import java.util.Locale;

/** A diagram as a document. */
final class GraphJson {

  private GraphJson() {}

  static ObjectNode document(Diagram diagram, String database) {
    ObjectNode json = JsonOutput.object();
    json.put("scenario", diagram.scenario().map(ScenarioName::value).orElse(null));
    json.put("database", database);
    ArrayNode tables = json.putArray("tables");
    diagram.tables().forEach(table -> put(tables.addObject(), table));
    ArrayNode references = json.putArray("references");
    diagram.references().forEach(reference -> put(references.addObject(), reference));
    ArrayNode cycles = json.putArray("cycles");
    for (List<DiagramTable> cycle : diagram.cycles()) {
      ArrayNode names = cycles.addArray();
      cycle.forEach(table -> names.add(table.name().toString()));
    }
    ObjectNode total = json.putObject("total");
    total.put("tables", diagram.tables().size());
    total.put("references", diagram.references().size());
    total.put("cycles", diagram.cycles().size());
    for (DiagramTable.State state : DiagramTable.State.values()) {
      total.put(lower(state), diagram.count(state));
    }
    return json;
  }

  private static void put(ObjectNode json, DiagramTable table) {
    json.put("table", table.name().toString());
    json.put("level", table.level());
    number(json, "cycle", table.cycle());
    json.put("state", table.state().map(GraphJson::lower).orElse(null));
    json.put("rule", table.rule());
    if (table.rows().rows().isPresent()) {
      json.put("rows", table.rows().rows().getAsLong());
    } else {
      json.putNull("rows");
    }
    json.put("exact", table.rows().exact());
    json.put("key", lower(table.key().kind()));
    columns(json.putArray("key_columns"), table.key().columns());
  }

  private static void put(ObjectNode json, DiagramReference edge) {
    json.put("name", edge.reference().name());
    json.put("child", edge.child().toString());
    columns(json.putArray("columns"), edge.reference().columns());
    json.put("parent", edge.parent().toString());
    columns(json.putArray("parent_columns"), edge.reference().parentColumns());
    json.put("kind", lower(edge.reference().kind()));
    json.put("nullable", edge.nullable());
    json.put("deferrable", edge.deferrable());
    json.put("carried", edge.carried());
    json.put("on_delete", edge.onDelete().map(GraphJson::lower).orElse(null));
    number(json, "cycle", edge.cycle());
    json.put("use", edge.use().map(GraphJson::lower).orElse(null));
  }

  private static void number(ObjectNode json, String field, int number) {
    if (number == 0) {
      json.putNull(field);
    } else {
      json.put(field, number);
    }
  }

  private static void columns(ArrayNode list, List<ColumnName> columns) {
    columns.forEach(column -> list.add(column.toString()));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
