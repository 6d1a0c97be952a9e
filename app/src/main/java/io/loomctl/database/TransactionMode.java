package io.loomctl.database;

import io.loomctl.sql.Sql;

/** How a transaction begins, whatever the server's or the role's defaults are. */
public enum TransactionMode {
  /** One consistent view of the data; nothing can be written, temporary tables included. */
  READ_ONLY,
  /** One consistent view of the data; may write until {@code SET TRANSACTION READ ONLY}. */
  REPEATABLE_READ,
  /** Each statement sees what was committed before it; may write. */
  READ_COMMITTED;

  Sql begin() {
    return switch (this) {
      case READ_ONLY -> Sql.of("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      case REPEATABLE_READ -> Sql.of("BEGIN ISOLATION LEVEL REPEATABLE READ, READ WRITE");
      case READ_COMMITTED -> Sql.of("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE");
    };
  }
}
