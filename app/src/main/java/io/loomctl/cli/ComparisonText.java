package io.loomctl.cli;

import io.loomctl.comparison.Comparison;
import io.loomctl.comparison.RowDifference;
import io.loomctl.comparison.SchemaDifference;
import io.loomctl.comparison.TableDifference;
import io.loomctl.graph.TableName;
import java.io.PrintStream;
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
        out.println(TerminalText.of(difference.table().toString()));
      }
      last = difference.table();
      out.println("  " + SchemaLine.of(difference).text(colours));
    }
    if (!differences.isEmpty()) {
      out.println();
    }
  }

  @Override
  public void row(RowDifference difference) {
    if (!difference.table().equals(table)) {
      table = difference.table();
      out.println(TerminalText.of(table.toString()));
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
    out.println(ComparisonSummary.of(names, result));
  }
}
