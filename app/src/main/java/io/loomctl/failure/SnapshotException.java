package io.loomctl.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot, or the folder that holds snapshots, is missing, damaged or cannot be written. */
public final class SnapshotException extends LoomctlException {

  private static final long serialVersionUID = 1;

  public SnapshotException(Problem problem) {
    this(List.of(problem), null);
  }

  public SnapshotException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  public SnapshotException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems, cause);
  }
}
