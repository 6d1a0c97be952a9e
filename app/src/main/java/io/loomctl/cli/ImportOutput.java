package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.importer.Import;
import io.loomctl.importer.Import.Extent;
import io.loomctl.importer.Import.TableResult;
import io.loomctl.importer.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Results of {@code import} and {@code update-import}. */
record ImportOutput(Console console, boolean json) {

  /**
   * Shows what was done.
   *
   * @param file where the snapshot is; nothing for standard input
   */
  void show(Import.Result result, @Nullable String file, long millis) {
    if (json) {
      JsonOutput.print(console.out(), document(result, file, millis));
      return;
    }
    if (result.extent() != Extent.VALIDATE_ONLY) {
      int width = console.outTerminal() ? console.width() : 0;
      table(result).lines(width).forEach(console.out()::println);
    }
    console.out().println(summary(result, millis));
  }

  private static String summary(Import.Result result, long millis) {
    String name = result.scenario() + (result.version() == 0 ? "" : " v" + result.version());
    String arrow = name + " → " + result.database() + ": ";
    String time = Numbers.seconds(millis);
    return switch (result.extent()) {
      case COMMIT ->
          arrow
              + (written(result) == 0
                  ? "nothing to change (" + time + ")"
                  : Numbers.count(written(result), "row") + " written in " + time);
      case DRY_RUN ->
          arrow
              + "dry run, "
              + (written(result) == 0 ? "nothing to change" : "everything was rolled back")
              + " ("
              + time
              + ")";
      case VALIDATE_ONLY ->
          arrow
              + "the snapshot is intact ("
              + Numbers.count(result.rows(), "row")
              + ") and fits the database";
    };
  }

  private static long written(Import.Result result) {
    return total(result, TableResult::inserted)
        + total(result, TableResult::updated)
        + total(result, TableResult::deleted);
  }

  private static TextTable table(Import.Result result) {
    boolean skips =
        result.strategy() == Strategy.SKIP || result.strategy() == Strategy.FAIL_ON_CONFLICT;
    List<String> headings = new ArrayList<>(List.of("TABLE", ">INSERTED", ">UPDATED", ">DELETED"));
    if (skips) {
      headings.add(">SKIPPED");
    }
    headings.add(">UNCHANGED");
    TextTable table = new TextTable(headings.toArray(String[]::new));
    for (TableResult entry : result.tables()) {
      table.row(cells(entry.table().toString(), List.of(entry), skips));
    }
    table.row(cells("total", result.tables(), skips));
    return table;
  }

  private static String[] cells(String name, List<TableResult> tables, boolean skips) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(Numbers.count(total(tables, TableResult::inserted)));
    cells.add(Numbers.count(total(tables, TableResult::updated)));
    cells.add(Numbers.count(total(tables, TableResult::deleted)));
    if (skips) {
      cells.add(Numbers.count(total(tables, TableResult::skipped)));
    }
    cells.add(Numbers.count(total(tables, TableResult::unchanged)));
    return cells.toArray(String[]::new);
  }

  private static long total(Import.Result result, ToLongFunction<TableResult> figure) {
    return total(result.tables(), figure);
  }

  private static long total(List<TableResult> tables, ToLongFunction<TableResult> figure) {
    return tables.stream().mapToLong(figure).sum();
  }

  private static ObjectNode document(Import.Result result, @Nullable String file, long millis) {
    ObjectNode json = JsonOutput.object();
    json.put("scenario", result.scenario().value());
    if (result.version() == 0) {
      json.putNull("version");
    } else {
      json.put("version", result.version());
    }
    json.put("file", file);
    json.put("database", result.database());
    json.put("strategy", ImportCommand.StrategyName.name(result.strategy()));
    json.put("dry_run", result.extent() == Extent.DRY_RUN);
    json.put("committed", result.committed());
    json.put("rows", result.rows());
    ArrayNode tables = json.putArray("tables");
    for (TableResult table : result.tables()) {
      ObjectNode entry = tables.addObject().put("table", table.table().toString());
      counts(entry, List.of(table));
      entry.put("millis", table.millis());
    }
    counts(json.putObject("total"), result.tables());
    return json.put("millis", millis);
  }

  private static void counts(ObjectNode json, List<TableResult> tables) {
    json.put("inserted", total(tables, TableResult::inserted))
        .put("updated", total(tables, TableResult::updated))
        .put("deleted", total(tables, TableResult::deleted))
        .put("skipped", total(tables, TableResult::skipped))
        .put("unchanged", total(tables, TableResult::unchanged))
        .put("required", total(tables, TableResult::required));
  }
}
