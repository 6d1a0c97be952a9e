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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of {@code validate} as a list to read: a line a check, and what is wrong below it. */
final class ValidationText {

  /** A check's findings beyond these are only counted. */
  private static final int MOST_FINDINGS = 20;

  private static final int FAMILY_WIDTH =
      Stream.of(Family.values()).mapToInt(family -> family.name().length()).max().orElseThrow() + 1;

  private final Console console;
  private final Set<Problem> reasons = new HashSet<>();
  private @Nullable Family current;

  ValidationText(Console console) {
    this.console = console;
  }

  void show(Validation.Result result) {
    result.checks().forEach(this::show);
    line(summary(result));
  }

  private void show(Check check) {
    check.notRun().ifPresent(reason -> showNotRun(check, reason));
    if (check.status() == Status.PASS) {
      line(head(check, Mark.PASS) + check.name() + figures(check));
    }
    check.findings().stream().limit(MOST_FINDINGS).forEach(finding -> show(check, finding));
    int more = check.findings().size() - MOST_FINDINGS;
    if (more > 0) {
      below("… and " + Numbers.count(more) + " more like these");
    }
    check.changes().forEach(this::below);
  }

  /** The whole reason stands at the first family that it kept from running. */
  private void showNotRun(Check check, Problem reason) {
    boolean first = reasons.add(reason);
    line(head(check, Mark.NOT_RUN) + "not run" + (first ? ": " + reason : ""));
    if (first) {
      reason.details().forEach(detail -> below("  " + detail));
      FindingText.hint(reason).ifPresent(this::below);
    }
  }

  private void show(Check check, Finding finding) {
    Mark mark = finding.severity() == Severity.ERROR ? Mark.ERROR : Mark.WARNING;
    line(head(check, mark) + FindingText.message(finding));
    FindingText.below(finding).forEach(this::below);
  }

  private String head(Check check, Mark mark) {
    String name = check.family().name().toLowerCase(Locale.ROOT);
    String family = check.family() == current ? "" : name;
    current = check.family();
    return family + " ".repeat(FAMILY_WIDTH - family.length()) + mark.shown(console) + " ";
  }

  private static String figures(Check check) {
    String figures =
        check.figures().stream().map(ValidationText::figure).collect(Collectors.joining(", "));
    return figures.isEmpty() ? "" : ": " + figures;
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

  private void below(String text) {
    line(" ".repeat(FAMILY_WIDTH + Mark.width(console) + 1) + text);
  }

  private void line(String text) {
    console.out().println(console.unicode() ? text : Mark.inAscii(text));
  }
}
