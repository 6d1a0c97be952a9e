package io.loomctl.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line asks for something that does not exist or does not fit together. */
public final class UsageException extends LoomctlException {

  private static final long serialVersionUID = 1;

  public UsageException(Problem problem) {
    this(List.of(problem), null);
  }

  public UsageException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public UsageException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems, cause);
  }
}
