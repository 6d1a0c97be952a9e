package io.loomctl.database;

import io.loomctl.failure.DatabaseException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server said about a statement that failed; see "Error and Notice Message Fields" in
 * PostgreSQL's manual.
 *
 * @param state SQLSTATE
 * @param context where in its work the server was, such as a line of a COPY
 */
public record ServerError(
    String state,
    String message,
    @Nullable String detail,
    @Nullable String context,
    @Nullable String schema,
    @Nullable String table,
    @Nullable String column,
    @Nullable String constraint) {

  /** The error behind a failure; nothing when the server did not get to say anything. */
  public static Optional<ServerError> of(DatabaseException failure) {
    if (!(failure.getCause() instanceof PSQLException cause)) {
      return Optional.empty();
    }
    ServerErrorMessage said = cause.getServerErrorMessage();
    if (said == null || said.getMessage() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerError(
            stateOf(cause),
            said.getMessage(),
            said.getDetail(),
            said.getWhere(),
            said.getSchema(),
            said.getTable(),
            said.getColumn(),
            said.getConstraint()));
  }

  private static String stateOf(SQLException cause) {
    return cause.getSQLState() == null ? "" : cause.getSQLState();
  }
}
