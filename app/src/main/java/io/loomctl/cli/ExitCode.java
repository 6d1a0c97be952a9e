package io.loomctl.cli;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.UsageException;

/** What a command's exit code means, with the name that JSON output uses for it. */
enum ExitCode {
  DONE(0, "done"),
  DIFFERENCES(1, "differences"),
  USAGE(2, "usage"),
  CONFIG(3, "config"),
  SNAPSHOT(4, "snapshot"),
  DATABASE(5, "database"),
  REFUSED(6, "refused"),
  BUG(70, "bug"),
  INTERRUPTED(130, "interrupted");

  private final int code;
  private final String kind;

  ExitCode(int code, String kind) {
    this.code = code;
    this.kind = kind;
  }

  int code() {
    return code;
  }

  String kind() {
    return kind;
  }

  static ExitCode of(LoomctlException failure) {
    if (failure instanceof UsageException) {
      return USAGE;
    } else if (failure instanceof ConfigException) {
      return CONFIG;
    } else if (failure instanceof SnapshotException) {
      return SNAPSHOT;
    } else if (failure instanceof DatabaseException) {
      return DATABASE;
    } else if (failure instanceof RefusedException) {
      return REFUSED;
    } else if (failure instanceof InterruptedCommandException) {
      return INTERRUPTED;
    }
    throw new IllegalStateException(failure);
  }
}
