package io.loomctl.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A guard stopped the command: what was asked for would lose or leave out data. */
public final class RefusedException extends LoomctlException {

  private static final long serialVersionUID = 1;

  public RefusedException(Problem problem) {
    this(List.of(problem), null);
  }

  public RefusedException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public RefusedException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems, cause);
  }
}
