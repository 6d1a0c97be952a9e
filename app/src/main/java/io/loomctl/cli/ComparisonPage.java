package io.loomctl.cli;

import io.loomctl.comparison.Comparison;
import io.loomctl.comparison.RowDifference;
import io.loomctl.comparison.SchemaDifference;
import io.loomctl.comparison.TableDifference;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison as one self-contained HTML page, written when everything is known that its headings
 * say.
 */
final class ComparisonPage implements ComparisonOutput {

  /** Up to this many rows are to be seen at once. */
  private static final int FEW = 25;

  private record Section(TableDifference table, PageRows.Part rows) {}

  private final OutputStream out;
  private final ComparedNames names;
  private final List<String> sides;
  private final PageRows rows;
  private final List<Section> sections = new ArrayList<>();

  /**
   * A page that is not written yet.
   *
   * @param sides a line about each of the two snapshots
   */
  ComparisonPage(OutputStream out, ComparedNames names, List<String> sides, PageRows rows) {
    this.out = out;
    this.names = names;
    this.sides = List.copyOf(sides);
    this.rows = rows;
  }

  @Override
  public void row(RowDifference difference) {
    rows.add(difference);
  }

  @Override
  public void table(TableDifference difference) {
    sections.add(new Section(difference, rows.endOfTable()));
  }

  @Override
  public void finish(Comparison.Result result) {
    try {
      write(result);
      out.flush();
    } catch (IOException e) {
      throw StoreFailure.writing(e, Path.of("standard output"));
    }
  }

  private void write(Comparison.Result result) throws IOException {
    String title = names.scenario() + ": " + names.from() + " → " + names.to();
    put(Html.head(TerminalText.of(title), "comparison.css"));
    put("<body>\n<main>\n<h1>" + text(title) + "</h1>\n");
    for (String side : sides) {
      put("<p class=\"quiet\">" + text(side) + "</p>\n");
    }
    String verdict = Html.text(ComparisonSummary.of(names, result));
    put("<p class=\"verdict\">" + (result.equal() ? "<span class=\"equal\">✓</span> " : ""));
    put(verdict + "</p>\n");
    putSchema(result.schema());
    putTables();
    put("</main>\n" + Html.script("comparison.js") + "</body>\n</html>\n");
  }

  private void putSchema(List<SchemaDifference> differences) throws IOException {
    if (differences.isEmpty()) {
      return;
    }
    put("<h2>Schema</h2>\n<ul class=\"schema\">\n");
    String last = "";
    for (SchemaDifference difference : differences) {
      String table = difference.table().toString();
      put(table.equals(last) ? "<li>" : "<li><b>" + text(table) + "</b>");
      last = table;
      put(SchemaLine.of(difference).html() + "</li>\n");
    }
    put("</ul>\n");
  }

  private void putTables() throws IOException {
    List<Section> differing =
        sections.stream().filter(section -> !section.table.isEmpty()).toList();
    if (!differing.isEmpty()) {
      put("<h2>Rows</h2>\n");
    }
    boolean few = differing.stream().mapToLong(section -> section.table.differing()).sum() <= FEW;
    for (Section section : differing) {
      putSection(section, few);
    }
    List<Section> equal = sections.stream().filter(section -> section.table.isEmpty()).toList();
    if (!equal.isEmpty()) {
      put("<h2>" + Numbers.count(equal.size(), "table") + " with equal rows</h2>\n<ul>\n");
      for (Section section : equal) {
        put("<li>" + text(section.table.table().toString()) + " ");
        put(Html.span("quiet", Numbers.count(section.table.unchanged(), "row")) + "</li>\n");
      }
      put("</ul>\n");
    }
  }

  private void putSection(Section section, boolean open) throws IOException {
    TableDifference table = section.table;
    put("<details" + (open ? " open" : "") + "><summary><span class=\"name\">");
    put(text(table.table().toString()) + "</span>" + bar(table) + counts(table) + "</summary>\n");
    rows.copy(section.rows, out);
    long more = section.rows.rows() - PageRows.FIRST;
    if (more > 0) {
      put(
          "<div class=\"more\" hidden><button type=\"button\" data-left=\"%d\" data-step=\"%d\"></button></div>\n"
              .formatted(more, PageRows.STEP));
      put("<noscript><p class=\"left-out\">The other rows need JavaScript.</p></noscript>\n");
    }
    long missing = table.differing() - section.rows.rows();
    if (missing > 0) {
      put("<p class=\"left-out\">… and " + Numbers.count(missing));
      put(" more that are not in this page (<code>--limit</code>)</p>\n");
    }
    put("</details>\n");
  }

  private static String bar(TableDifference table) {
    return "<span class=\"bar\" aria-hidden=\"true\">"
        + part("added", table.added())
        + part("removed", table.removed())
        + part("modified", table.modified())
        + part("same", table.unchanged())
        + "</span>";
  }

  private static String part(String kind, long rows) {
    return rows == 0 ? "" : "<i class=\"" + kind + "\" style=\"flex-grow:" + rows + "\"></i>";
  }

  private static String counts(TableDifference table) {
    StringBuilder counts = new StringBuilder("<span class=\"counts\">");
    if (table.added() > 0) {
      counts.append(Html.span("added", "+ " + Numbers.count(table.added()) + " added"));
    }
    if (table.removed() > 0) {
      counts.append(Html.span("removed", "− " + Numbers.count(table.removed()) + " removed"));
    }
    if (table.modified() > 0) {
      counts.append(Html.span("modified", "~ " + Numbers.count(table.modified()) + " modified"));
    }
    counts.append(Html.span("quiet", Numbers.count(table.unchanged()) + " unchanged"));
    return counts.append("</span>").toString();
  }

  private static String text(String text) {
    return Html.text(TerminalText.of(text));
  }

  private void put(String html) throws IOException {
    out.write(html.getBytes(StandardCharsets.UTF_8));
  }
}
