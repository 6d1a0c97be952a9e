package io.loomctl.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database could not be reached, refused a statement, or failed. */
public final class DatabaseException extends LoomctlException {

  private static final long serialVersionUID = 1;

  public DatabaseException(Problem problem) {
    this(List.of(problem), null);
  }

  public DatabaseException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public DatabaseException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems, cause);
  }
}
