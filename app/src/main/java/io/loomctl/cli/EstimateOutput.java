package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.exporter.Estimate;
import io.loomctl.exporter.Estimate.TableEstimate;
import io.loomctl.failure.Problem;
import java.util.List;
import java.util.function.ToLongFunction;

/** Results of {@code export --estimate}. */
record EstimateOutput(Console console, boolean json) {

  void show(Estimate.Result result, long millis) {
    if (json) {
      JsonOutput.print(console.out(), document(result, millis));
      return;
    }
    int width = console.outTerminal() ? console.width() : 0;
    table(result.tables()).lines(width).forEach(console.out()::println);
    console.out().println(summary(result, millis));
    result.exceeded().forEach(this::warn);
  }

  private void warn(Problem problem) {
    console.err().println("warning: " + TerminalText.ofLines(problem.toString()));
    problem.details().forEach(line -> console.err().println("  " + TerminalText.ofLines(line)));
    if (problem.hint() != null) {
      console.err().println("hint: " + TerminalText.ofLines(problem.hint()));
    }
  }

  private static String summary(Estimate.Result result, long millis) {
    List<TableEstimate> tables = result.tables();
    return "%s: an export would %shold %s of %s, about %s; counted in %s"
        .formatted(
            result.scenario(),
            result.exceeded().isEmpty() ? "" : "be refused, it would ",
            Numbers.count(total(tables, TableEstimate::rows), "row"),
            Numbers.count(tables.size(), "table"),
            Numbers.size(total(tables, TableEstimate::bytes)),
            Numbers.seconds(millis));
  }

  private static TextTable table(List<TableEstimate> tables) {
    TextTable table = new TextTable("TABLE", ">ROWS", ">OWNED", ">REQUIRED", ">SIZE");
    tables.forEach(entry -> row(table, entry.table().toString(), List.of(entry)));
    row(table, "total", tables);
    return table;
  }

  private static void row(TextTable table, String name, List<TableEstimate> tables) {
    table.row(
        name,
        Numbers.count(total(tables, TableEstimate::rows)),
        Numbers.count(total(tables, TableEstimate::owned)),
        Numbers.count(total(tables, TableEstimate::required)),
        Numbers.size(total(tables, TableEstimate::bytes)));
  }

  private static long total(List<TableEstimate> tables, ToLongFunction<TableEstimate> figure) {
    return tables.stream().mapToLong(figure).sum();
  }

  private static ObjectNode document(Estimate.Result result, long millis) {
    ObjectNode json = JsonOutput.object().put("scenario", result.scenario().value());
    counts(json, result.tables());
    ArrayNode tables = json.putArray("tables");
    for (TableEstimate table : result.tables()) {
      counts(tables.addObject().put("table", table.table().toString()), List.of(table));
    }
    ArrayNode exceeded = json.putArray("exceeded");
    result.exceeded().forEach(limit -> FailureReport.describe(exceeded.addObject(), limit));
    return json.put("millis", millis);
  }

  private static void counts(ObjectNode json, List<TableEstimate> tables) {
    json.put("rows", total(tables, TableEstimate::rows))
        .put("owned", total(tables, TableEstimate::owned))
        .put("required", total(tables, TableEstimate::required))
        .put("bytes", total(tables, TableEstimate::bytes));
  }
}
