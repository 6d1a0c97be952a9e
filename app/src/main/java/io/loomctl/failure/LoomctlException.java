package io.loomctl.failure;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A failure that the user can act on. Anything else that is thrown is a bug in loomctl. */
public abstract sealed class LoomctlException extends RuntimeException
    permits UsageException,
        ConfigException,
        SnapshotException,
        DatabaseException,
        RefusedException,
        InterruptedCommandException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  LoomctlException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a failure without a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** Everything that was found wrong in one run; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
