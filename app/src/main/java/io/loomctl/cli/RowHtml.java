package io.loomctl.cli;

import io.loomctl.comparison.RowDifference;
import io.loomctl.comparison.RowDifference.Changed;
import io.loomctl.comparison.RowDifference.Named;
import io.loomctl.comparison.Value;

/** A row that differs, as an element of a page. */
final class RowHtml {

  private static final int LONGEST_VALUE = 240;

  /** Up to this length two values stand side by side. */
  private static final int SHORT_VALUES = 80;

  private RowHtml() {}

  static String of(RowDifference row) {
    StringBuilder html = new StringBuilder("<div class=\"row\"><span class=\"key\">");
    html.append(mark(row));
    String separator = " ";
    for (Named part : row.key()) {
      html.append(separator).append(Html.text(name(part.column()) + " " + value(part.value())));
      separator = ", ";
    }
    html.append(row.saysNothing() ? " " + RowText.NOTHING : "").append("</span><dl>");
    for (Changed column : row.columns()) {
      if (column.from() == Value.NULL && column.to() == Value.NULL) {
        continue;
      }
      html.append("<dt>").append(Html.text(name(column.column()))).append("</dt><dd>");
      html.append(content(row.change(), column)).append("</dd>");
    }
    return html.append("</dl></div>\n").toString();
  }

  private static String mark(RowDifference row) {
    return switch (row.change()) {
      case ADDED -> Html.span("added", "+");
      case REMOVED -> Html.span("removed", "−");
      case MODIFIED -> Html.span("modified", "~");
    };
  }

  private static String content(RowDifference.Change change, Changed column) {
    return switch (change) {
      case ADDED -> Html.text(value(column.to()));
      case REMOVED -> Html.text(value(column.from()));
      case MODIFIED -> modified(ValueText.of(column.from(), column.to(), 2 * LONGEST_VALUE));
    };
  }

  /** Of long values, one below the other, only what differs is marked. */
  private static String modified(ValueText.Pair values) {
    if (values.from().length() + values.to().length() <= SHORT_VALUES) {
      return "<del>%s</del> → <ins>%s</ins>"
          .formatted(Html.text(values.from()), Html.text(values.to()));
    }
    int start = ValueText.samePrefix(values.from(), values.to());
    int end = ValueText.sameSuffix(values.from(), values.to(), start);
    return "<div>%s %s</div><div>%s %s</div>"
        .formatted(
            Html.span("removed", "−"),
            marked(values.from(), start, end, "del"),
            Html.span("added", "+"),
            marked(values.to(), start, end, "ins"));
  }

  private static String marked(String text, int start, int end, String element) {
    int to = text.length() - end;
    return "%s<%s>%s</%s>%s"
        .formatted(
            Html.text(text.substring(0, start)),
            element,
            Html.text(text.substring(start, to)),
            element,
            Html.text(text.substring(to)));
  }

  private static String value(Value value) {
    return ValueText.of(value, LONGEST_VALUE);
  }

  private static String name(String column) {
    return TerminalText.of(column);
  }
}
