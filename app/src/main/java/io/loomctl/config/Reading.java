package io.loomctl.config;

import io.loomctl.config.Node.Mark;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run over one file: what every reader shares, and the problems found so far. */
record Reading(String file, Map<String, String> environment, List<Problem> problems) {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt((Problem problem) -> problem.where().line())
          .thenComparingInt(problem -> problem.where().column());

  Reading(String file, Map<String, String> environment) {
    this(file, Map.copyOf(environment), new ArrayList<>());
  }

  Where where(Mark mark, String path) {
    return new Where(file, mark.line(), mark.column(), path);
  }

  void problem(Where where, String message, @Nullable String hint) {
    problems.add(Problem.at(where, message).hint(hint));
  }

  /** Text that is resolved when it is used; what is malformed about it is reported now. */
  EnvironmentText later(Located<String> text) {
    EnvironmentText unresolved = new EnvironmentText(text.value(), text.where(), environment);
    problems.addAll(unresolved.malformed());
    return unresolved;
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.stream().sorted(BY_PLACE).toList(), null);
    }
  }
}
