package io.loomctl.cli;

import io.loomctl.comparison.Comparison;
import io.loomctl.comparison.RowDifference;
import io.loomctl.comparison.SchemaDifference;
import io.loomctl.comparison.TableDifference;
import io.loomctl.graph.TableName;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison for people: what differs in the schema, then tables or rows, then one line. */
final class ComparisonText implements ComparisonOutput {

  private final PrintStream out;
  private final ComparedNames names;
  private final Colours colours;
  private final boolean rows;
  private final RowText rowText;
  private @Nullable TableName table;
  private long shown;

  ComparisonText(Console console, PrintStream out, ComparedNames names, boolean rows) {
    this.out = out;
    this.names = names;
    this.rows = rows;
    this.colours = new Colours(console.outColour());
    this.rowText = new RowText(console.outTerminal() ? console.width() : Console.WIDTH, colours);
  }

  @Override
  public void schema(List<SchemaDifference> differences) {
    @Nullable TableName last = null;
    for (SchemaDifference difference : differences) {
      if (!difference.table().equals(last)) {
        out.println(difference.table());
      }
      last = difference.table();
      out.println("  " + line(difference));
    }
    if (!differences.isEmpty()) {
      out.println();
    }
  }

  private String line(SchemaDifference difference) {
    String what =
        switch (difference.subject()) {
          case TABLE -> "table ";
          case COLUMN -> "column " + ValueText.harmless(difference.name()) + " ";
          case PRIMARY_KEY -> "primary key ";
          case KEY -> "rows match by ";
          case REFERENCE -> "reference ";
        };
    if (difference.from() == null) {
      return colours.added("+ " + what + difference.to());
    } else if (difference.to() == null) {
      return colours.removed("- " + what + difference.from());
    }
    return colours.modified("~")
        + " "
        + what
        + colours.removed(difference.from())
        + " → "
        + colours.added(difference.to());
  }

  @Override
  public void row(RowDifference difference) {
    if (!difference.table().equals(table)) {
      table = difference.table();
      out.println(table);
    }
    shown++;
    rowText.lines(difference).forEach(out::println);
  }

  @Override
  public void table(TableDifference difference) {
    if (rows && shown < difference.differing()) {
      out.println("  … and " + Numbers.count(difference.differing() - shown) + " more");
    }
    shown = 0;
  }

  @Override
  public void finish(Comparison.Result result) {
    List<TableDifference> differing =
        result.tables().stream().filter(each -> !each.isEmpty()).toList();
    if (!rows && !differing.isEmpty()) {
      TextTable counts = new TextTable("TABLE", ">ADDED", ">REMOVED", ">MODIFIED", ">UNCHANGED");
      for (TableDifference each : differing) {
        counts.row(
            each.table().toString(),
            Numbers.count(each.added()),
            Numbers.count(each.removed()),
            Numbers.count(each.modified()),
            Numbers.count(each.unchanged()));
      }
      counts.lines(0).forEach(out::println);
    }
    out.println(summary(result, differing));
  }

  private String summary(Comparison.Result result, List<TableDifference> differing) {
    String all = Numbers.count(result.tables().size(), "table");
    if (result.equal()) {
      long equal = result.tables().stream().mapToLong(TableDifference::unchanged).sum();
      return "%s %s and %s are equal: %s of %s"
          .formatted(names.scenario(), names.from(), names.to(), Numbers.count(equal, "row"), all);
    } else if (differing.isEmpty()) {
      return "the rows are equal, the schemas differ";
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
