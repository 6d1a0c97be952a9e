package io.loomctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.comparison.Comparison;
import io.loomctl.comparison.RowDifference;
import io.loomctl.comparison.SchemaDifference;
import io.loomctl.comparison.TableDifference;
import io.loomctl.comparison.Value;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * A comparison as JSON: one document or, with rows, a line for each of them and the document as the
 * last line.
 */
record ComparisonJson(PrintStream out, ComparedNames names, boolean rows)
    implements ComparisonOutput {

  @Override
  public void row(RowDifference difference) {
    ObjectNode json = JsonOutput.object();
    json.put("table", difference.table().toString());
    json.put("change", lower(difference.change()));
    ObjectNode key = json.putObject("key");
    difference.key().forEach(part -> key.set(part.column(), json(part.value())));
    ObjectNode columns = json.putObject("columns");
    for (RowDifference.Changed column : difference.columns()) {
      columns.set(column.column(), json(difference.change(), column));
    }
    JsonOutput.printLine(out, json);
  }

  private static JsonNode json(RowDifference.Change change, RowDifference.Changed column) {
    return switch (change) {
      case ADDED -> json(column.to());
      case REMOVED -> json(column.from());
      case MODIFIED ->
          JsonOutput.object()
              .<ObjectNode>set("from", json(column.from()))
              .set("to", json(column.to()));
    };
  }

  /** Values keep PostgreSQL's own text: no number loses a digit. */
  private static JsonNode json(Value value) {
    if (value instanceof Value.Plain plain) {
      return JsonNodeFactory.instance.textNode(plain.text());
    } else if (value instanceof Value.Parent parent && parent.key().size() == 1) {
      return json(parent.key().get(0));
    } else if (value instanceof Value.Parent parent) {
      ArrayNode key = JsonNodeFactory.instance.arrayNode();
      parent.key().forEach(part -> key.add(json(part)));
      return key;
    }
    return JsonNodeFactory.instance.nullNode();
  }

  @Override
  public void finish(Comparison.Result result) {
    ObjectNode json = JsonOutput.object();
    json.put("scenario", names.scenario());
    json.put("from", names.from());
    json.put("to", names.to());
    json.put("equal", result.equal());
    ArrayNode schema = json.putArray("schema");
    for (SchemaDifference difference : result.schema()) {
      schema
          .addObject()
          .put("table", difference.table().toString())
          .put("subject", lower(difference.subject()))
          .put("name", difference.name())
          .put("from", difference.from())
          .put("to", difference.to());
    }
    putTables(json, result.tables());
    if (rows) {
      JsonOutput.printLine(out, json);
    } else {
      JsonOutput.print(out, json);
    }
  }

  /** The fields {@code tables} and {@code total}. */
  static void putTables(ObjectNode json, List<TableDifference> tables) {
    ArrayNode list = json.putArray("tables");
    for (TableDifference table : tables) {
      putCounts(list.addObject().put("table", table.table().toString()), List.of(table));
    }
    putCounts(json.putObject("total"), tables);
  }

  private static void putCounts(ObjectNode json, List<TableDifference> tables) {
    json.put("added", tables.stream().mapToLong(TableDifference::added).sum())
        .put("removed", tables.stream().mapToLong(TableDifference::removed).sum())
        .put("modified", tables.stream().mapToLong(TableDifference::modified).sum())
        .put("unchanged", tables.stream().mapToLong(TableDifference::unchanged).sum());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
