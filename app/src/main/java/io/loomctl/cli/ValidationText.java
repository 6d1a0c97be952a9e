package io.loomctl.cli;

import io.loomctl.config.Severity;
import io.loomctl.failure.Problem;
import io.loomctl.validation.Check;
import io.loomctl.validation.Check.Figure;
import io.loomctl.validation.Check.Status;
import io.loomctl.validation.Family;
import io.loomctl.validation.Finding;
import io.loomctl.validation.Validation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of {@code validate} as a list to read: a line a check, and what is wrong below it. */
final class ValidationText {

  /** A check's findings beyond these are only counted. */
  private static final int MOST_FINDINGS = 20;

  private static final int FAMILY_WIDTH =
      Stream.of(Family.values()).mapToInt(family -> family.name().length()).max().orElseThrow() + 1;

  private static final int LEAST_ROOM = 20;

  private final Console console;
  private final String indent;
  private final Set<Problem> reasons = new HashSet<>();
  private @Nullable Family current;

  ValidationText(Console console) {
    this.console = console;
    this.indent = " ".repeat(FAMILY_WIDTH + Mark.width(console) + 1);
  }

  void show(Validation.Result result) {
    result.checks().forEach(this::show);
    print(summary(result));
  }

  private void show(Check check) {
    check.notRun().ifPresent(reason -> showNotRun(check, reason));
    if (check.status() == Status.PASS) {
      line(head(check, Mark.PASS), check.name() + figures(check));
    }
    check.findings().stream().limit(MOST_FINDINGS).forEach(finding -> show(check, finding));
    int more = check.findings().size() - MOST_FINDINGS;
    if (more > 0) {
      line(indent, "… and " + Numbers.count(more) + " more like these");
    }
    check.changes().forEach(change -> line(indent, change));
  }

  /** The whole reason stands at the first family that it kept from running. */
  private void showNotRun(Check check, Problem reason) {
    boolean first = reasons.add(reason);
    line(head(check, Mark.NOT_RUN), "not run" + (first ? ": " + reason : ""));
    if (first) {
      reason.details().forEach(detail -> line(indent + "  ", detail));
      FindingText.hint(reason).ifPresent(hint -> line(indent, hint));
    }
  }

  private void show(Check check, Finding finding) {
    Mark mark = finding.severity() == Severity.ERROR ? Mark.ERROR : Mark.WARNING;
    line(head(check, mark), FindingText.message(finding));
    FindingText.below(finding, room()).forEach(line -> line(indent, line));
  }

  /** The family, once for all of its checks, and the mark. */
  private String head(Check check, Mark mark) {
    String family = check.family() == current ? "" : check.family().toString();
    current = check.family();
    return family + " ".repeat(FAMILY_WIDTH - family.length()) + mark.shown(console) + " ";
  }

  private static String figures(Check check) {
    List<String> figures =
        check.figures().stream()
            .filter(figure -> figure.count() > 0)
            .map(ValidationText::figure)
            .toList();
    if (check.figures().isEmpty() || !figures.isEmpty()) {
      return figures.isEmpty() ? "" : ": " + String.join(", ", figures);
    }
    return " (there are none)";
  }

  private static String figure(Figure figure) {
    return figure.noun().equals("byte")
        ? Numbers.size(figure.count())
        : Numbers.count(figure.count(), figure.noun());
  }

  private static String summary(Validation.Result result) {
    List<String> parts = new ArrayList<>();
    parts.add(Numbers.count(result.count(Status.PASS)) + " passed");
    count(result.count(Status.WARNING), "warning").ifPresent(parts::add);
    count(result.count(Status.ERROR), "error").ifPresent(parts::add);
    long notRun = result.count(Status.NOT_RUN);
    if (notRun > 0) {
      parts.add(Numbers.count(notRun) + " not run");
    }
    return Numbers.count(result.checks().size(), "check") + ": " + String.join(", ", parts);
  }

  private static Optional<String> count(long number, String noun) {
    return number == 0 ? Optional.empty() : Optional.of(Numbers.count(number, noun));
  }

  private int room() {
    return Math.max(console.width() - indent.length(), LEAST_ROOM);
  }

  /** On a terminal, lines that are too long go on below their own beginning. */
  private void line(String head, String text) {
    String before = head;
    for (String part :
        wrapped(FindingText.harmless(text), console.outTerminal() ? room() : Integer.MAX_VALUE)) {
      print(before + part);
      before = indent;
    }
  }

  private static List<String> wrapped(String text, int room) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.codePointCount(0, rest.length()) > room) {
      int end = rest.lastIndexOf(' ', rest.offsetByCodePoints(0, room));
      if (end < 0 || rest.substring(0, end).isBlank()) {
        break;
      }
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }

  private void print(String line) {
    console.out().println(console.unicode() ? line : Mark.inAscii(line));
  }
}
