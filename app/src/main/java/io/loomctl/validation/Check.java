package io.loomctl.validation;

import io.loomctl.config.Severity;
import io.loomctl.failure.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param name what the check holds to be true; the same in every run
 * @param figures how much was looked at
 * @param findings each once; empty when it is true
 * @param notRun why it was not looked at
 * @param changes what was changed to make it true, each a few words
 */
public record Check(
    Family family,
    String name,
    List<Figure> figures,
    List<Finding> findings,
    Optional<Problem> notRun,
    List<String> changes) {

  /** How a check ended. */
  public enum Status {
    PASS,
    WARNING,
    ERROR,
    NOT_RUN
  }

  /**
   * A number of things.
   *
   * @param noun of one of them; {@code byte} for a size
   */
  public record Figure(long count, String noun) {}

  public Check {
    figures = List.copyOf(figures);
    findings = findings.stream().distinct().toList();
    changes = List.copyOf(changes);
  }

  static Check of(Family family, String name, List<Finding> findings, Figure... figures) {
    return new Check(family, name, List.of(figures), findings, Optional.empty(), List.of());
  }

  static Check notRun(Family family, Problem reason) {
    return new Check(
        family, family.subject(), List.of(), List.of(), Optional.of(reason), List.of());
  }

  Check withChanges(List<String> made) {
    return new Check(family, name, figures, findings, notRun, made);
  }

  public Status status() {
    if (notRun.isPresent()) {
      return Status.NOT_RUN;
    } else if (findings.isEmpty()) {
      return Status.PASS;
    }
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)
        ? Status.ERROR
        : Status.WARNING;
  }
}
