package io.loomctl.cli;

import io.loomctl.comparison.Comparison;
import io.loomctl.comparison.TableDifference;
import java.util.ArrayList;
import java.util.List;

/** A comparison in one line. */
final class ComparisonSummary {

  private ComparisonSummary() {}

  static String of(ComparedNames names, Comparison.Result result) {
    List<TableDifference> differing =
        result.tables().stream().filter(table -> !table.isEmpty()).toList();
    String all = Numbers.count(result.tables().size(), "table");
    if (result.equal()) {
      long rows = result.tables().stream().mapToLong(TableDifference::unchanged).sum();
      return "%s %s and %s are equal: %s of %s"
          .formatted(names.scenario(), names.from(), names.to(), Numbers.count(rows, "row"), all);
    } else if (differing.isEmpty()) {
      return "the schemas differ, the rows of %s do not".formatted(all);
    }
    List<String> counts = new ArrayList<>();
    add(counts, differing.stream().mapToLong(TableDifference::added).sum(), "added");
    add(counts, differing.stream().mapToLong(TableDifference::removed).sum(), "removed");
    add(counts, differing.stream().mapToLong(TableDifference::modified).sum(), "modified");
    return "%s of %s %s: %s"
        .formatted(
            Numbers.count(differing.size()),
            all,
            differing.size() == 1 ? "differs" : "differ",
            String.join(", ", counts));
  }

  private static void add(List<String> counts, long number, String what) {
    if (number > 0) {
      counts.add(Numbers.count(number) + " " + what);
    }
  }
}
