package io.loomctl.validation;

import io.loomctl.config.Severity;
import io.loomctl.failure.Problem;

/**
 * One thing that is wrong.
 *
 * @param problem its message makes sense by itself, without the name of the check
 * @param rows those that show it; none where it is not about rows
 */
public record Finding(Severity severity, Problem problem, FoundRows rows) {

  static Finding error(Problem problem) {
    return new Finding(Severity.ERROR, problem, FoundRows.NONE);
  }

  static Finding warning(Problem problem) {
    return new Finding(Severity.WARNING, problem, FoundRows.NONE);
  }
}
