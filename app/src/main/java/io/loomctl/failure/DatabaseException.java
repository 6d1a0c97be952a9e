package io.loomctl.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database could not be reached, refused a statement, or failed. */
public final class DatabaseException extends LoomctlException {

  private static final long serialVersionUID = 1;

  private final boolean mayHaveCommitted;

  public DatabaseException(Problem problem) {
    this(List.of(problem), null);
  }

  public DatabaseException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public DatabaseException(List<Problem> problems, @Nullable Throwable cause) {
    this(problems, cause, false);
  }

  private DatabaseException(
      List<Problem> problems, @Nullable Throwable cause, boolean mayHaveCommitted) {
    super(problems, cause);
    this.mayHaveCommitted = mayHaveCommitted;
  }

  /** A COMMIT that was sent and never answered. */
  public static DatabaseException unansweredCommit(Problem problem, Throwable cause) {
    return new DatabaseException(List.of(problem), cause, true);
  }

  /** The same failure with another hint for its only problem. */
  public DatabaseException hint(String hint) {
    return new DatabaseException(List.of(problems().get(0).hint(hint)), this, mayHaveCommitted);
  }

  /** Whether the changes may have been made nevertheless; else they were not. */
  public boolean mayHaveCommitted() {
    return mayHaveCommitted;
  }
}
