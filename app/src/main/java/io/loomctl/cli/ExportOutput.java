package io.loomctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loomctl.comparison.TableDifference;
import io.loomctl.exporter.Export;
import io.loomctl.store.StoredSnapshot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Results of {@code export}.
 *
 * @param snapshotOnOut whether the snapshot itself goes to standard output; the result then has to
 *     go elsewhere
 */
record ExportOutput(Console console, boolean json, boolean snapshotOnOut) {

  void show(Export.Result result, long millis) {
    PrintStream out = snapshotOnOut ? console.err() : console.out();
    if (json) {
      JsonOutput.print(out, document(result, millis));
    } else if (result.unchanged()) {
      out.println(result.scenario() + ": nothing changed since v" + result.version());
    } else {
      out.println(
          name(result)
              + ": "
              + contents(result)
              + ", "
              + Numbers.size(result.bytes())
              + ", in "
              + Numbers.seconds(millis));
      result.file().map(ExportOutput::display).ifPresent(out::println);
    }
  }

  private static String name(Export.Result result) {
    return result.scenario()
        + (result.version() == 0 ? "" : " v" + result.version() + (result.whole() ? "" : " part"));
  }

  private static String contents(Export.Result result) {
    return result
        .delta()
        .map(
            delta ->
                "%s, %s and %s since v%d"
                    .formatted(
                        Numbers.count(delta.added(), "row") + " added",
                        Numbers.count(delta.removed()) + " removed",
                        Numbers.count(delta.modified()) + " modified",
                        delta.base()))
        .orElseGet(
            () ->
                Numbers.count(result.rows(), "row")
                    + " of "
                    + Numbers.count(result.tables().size(), "table"));
  }

  private static ObjectNode document(Export.Result result, long millis) {
    ObjectNode json = JsonOutput.object();
    json.put("scenario", result.scenario().value());
    if (result.version() == 0) {
      json.putNull("version");
    } else {
      json.put("version", result.version());
    }
    json.put("file", result.file().map(ExportOutput::display).orElse(null));
    json.put("created_at", result.createdAt().toString());
    json.put("unchanged", result.unchanged());
    json.put("whole", result.whole());
    json.put("rows", result.rows());
    json.put("bytes", result.bytes());
    json.put("sha256", result.sha256());
    result
        .delta()
        .ifPresentOrElse(
            delta ->
                json.put("base", delta.base())
                    .put("added", delta.added())
                    .put("removed", delta.removed())
                    .put("modified", delta.modified()),
            () -> json.putNull("base"));
    ArrayNode tables = json.putArray("tables");
    for (Export.TableResult table : result.tables()) {
      tables
          .addObject()
          .put("table", table.table().toString())
          .put("rows", table.rows())
          .put("owned", table.owned())
          .put("required", table.required());
    }
    return json.put("millis", millis);
  }

  /** With forward slashes on every system: people paste it, scripts compare it. */
  static String display(Path file) {
    return file.toString().replace('\\', '/');
  }

  /**
   * Shows how the database differs from a version.
   *
   * @param equal whether an export would write no new version
   */
  void showCheck(StoredSnapshot version, boolean equal, List<TableDifference> tables) {
    if (json) {
      JsonOutput.print(console.out(), document(version, equal, tables));
    } else if (equal) {
      console.out().println(version.scenario() + ": nothing changed since v" + version.version());
    } else {
      showDifferences(version, tables);
    }
  }

  private void showDifferences(StoredSnapshot version, List<TableDifference> tables) {
    List<TableDifference> differing = tables.stream().filter(table -> !table.isEmpty()).toList();
    console
        .out()
        .println(
            version.scenario()
                + ": the database differs from v"
                + version.version()
                + (differing.isEmpty()
                    ? " in its schema or sequences, not in its rows"
                    : " in " + Numbers.count(differing.size(), "table")));
    int width =
        differing.stream().mapToInt(table -> table.table().toString().length()).max().orElse(0);
    for (TableDifference table : differing) {
      String name = table.table().toString();
      console
          .out()
          .println("  " + name + " ".repeat(width - name.length()) + "   " + counts(table));
    }
  }

  private static String counts(TableDifference table) {
    List<String> counts = new ArrayList<>();
    count(table.added(), "added").ifPresent(counts::add);
    count(table.removed(), "removed").ifPresent(counts::add);
    count(table.modified(), "modified").ifPresent(counts::add);
    return String.join(", ", counts);
  }

  private static Optional<String> count(long number, String what) {
    return number == 0 ? Optional.empty() : Optional.of(Numbers.count(number) + " " + what);
  }

  private static ObjectNode document(
      StoredSnapshot version, boolean equal, List<TableDifference> tables) {
    ObjectNode json = JsonOutput.object();
    json.put("scenario", version.scenario().value());
    json.put("from", "v" + version.version());
    json.put("to", LiveSnapshot.NAME);
    json.put("equal", equal);
    ComparisonJson.putTables(json, tables);
    return json;
  }
}
