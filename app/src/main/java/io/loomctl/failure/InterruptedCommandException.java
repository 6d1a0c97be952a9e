package io.loomctl.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user interrupted the command (Ctrl-C or a termination signal). */
public final class InterruptedCommandException extends LoomctlException {

  private static final long serialVersionUID = 1;

  public InterruptedCommandException(Problem problem) {
    this(List.of(problem), null);
  }

  public InterruptedCommandException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public InterruptedCommandException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems, cause);
  }
}
