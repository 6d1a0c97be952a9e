package io.loomctl.scenario;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan.Condition;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Runs statements that hold a condition of the operator's own. */
final class OperatorSql {

  private static final String NO_RIGHT = "42501";

  private OperatorSql() {}

  /**
   * Runs the work.
   *
   * @throws ConfigException when the server does not accept the condition: that is the config's
   *     fault, at the condition's place
   */
  static long run(Optional<Condition> condition, TableName table, LongSupplier work) {
    try {
      return work.getAsLong();
    } catch (DatabaseException e) {
      if (condition.isPresent()
          && e.getCause() instanceof SQLException cause
          && isAboutSql(cause)) {
        throw new ConfigException(notAccepted(condition.get(), table, e), e);
      }
      throw e;
    }
  }

  static Problem notAccepted(Condition condition, TableName table, DatabaseException refusal) {
    return Problem.at(condition.where(), "the database does not accept this condition on " + table)
        .detail(refusal.problems().get(0).message());
  }

  /** Whether the role may not do what it tried; that is no fault of the condition. */
  static boolean isAboutRights(DatabaseException refusal) {
    return refusal.getCause() instanceof SQLException cause && NO_RIGHT.equals(cause.getSQLState());
  }

  /** Classes 42 (syntax, unknown names) and 22 (values that do not fit). */
  private static boolean isAboutSql(SQLException cause) {
    String state = cause.getSQLState();
    return state != null
        && (state.startsWith("42") || state.startsWith("22"))
        && !state.equals(NO_RIGHT);
  }
}
