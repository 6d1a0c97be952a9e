package io.loomctl.cli;

import io.loomctl.failure.Problem;
import io.loomctl.validation.Finding;
import io.loomctl.validation.FoundRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A finding in lines: what is wrong, the rows that show it, what to do. */
final class FindingText {

  private static final int LONGEST_VALUE = 40;
  private static final String INDENT = "  ";

  private FindingText() {}

  /** What is wrong and how often, on one line. */
  static String message(Finding finding) {
    FoundRows rows = finding.rows();
    String count = rows.isEmpty() ? "" : ": " + Numbers.count(rows.total(), rows.noun());
    return finding.problem() + count;
  }

  /**
   * What there is to say below the message.
   *
   * @param width rows are cut off there; 0 for no limit
   */
  static List<String> below(Finding finding, int width) {
    List<String> lines = new ArrayList<>();
    finding.problem().details().forEach(detail -> lines.add(INDENT + detail));
    rows(finding.rows(), width - INDENT.length()).forEach(line -> lines.add(INDENT + line));
    hint(finding.problem()).ifPresent(lines::add);
    return lines;
  }

  /** What to do about it. */
  static Optional<String> hint(Problem problem) {
    return Optional.ofNullable(problem.hint()).map(hint -> "→ " + hint);
  }

  private static List<String> rows(FoundRows rows, int width) {
    if (rows.columns().isEmpty()) {
      return List.of();
    }
    TextTable table = new TextTable(rows.columns().toArray(String[]::new));
    for (List<Optional<String>> row : rows.rows()) {
      table.row(row.stream().map(FindingText::value).toArray(String[]::new));
    }
    List<String> lines = new ArrayList<>(table.lines(width));
    long more = rows.total() - rows.rows().size();
    if (more > 0) {
      lines.add("… and " + Numbers.count(more) + " more");
    }
    return lines;
  }

  /** On one line and of bearable length. */
  private static String value(Optional<String> value) {
    if (value.isEmpty()) {
      return "(null)";
    }
    String text = value.get();
    boolean longer = text.codePointCount(0, text.length()) > LONGEST_VALUE;
    String shown =
        harmless(longer ? text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) : text)
            + (longer ? "…" : "");
    // Spaces at the ends, or nothing at all, would not be seen.
    return text.isEmpty() || !text.equals(text.strip()) ? "\"" + shown + "\"" : shown;
  }

  /** Names and values must not paint the screen. */
  static String harmless(String text) {
    return TerminalText.of(text);
  }
}
