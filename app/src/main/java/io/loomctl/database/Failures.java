package io.loomctl.database;

import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Says in plain words what the driver's exceptions mean. The server's own words stay in the
 * details.
 *
 * @param database the name that the user knows the database by
 * @param address host, port and database, without a password
 * @param where the place in the config that the address comes from
 * @param cancelled whether the user asked to stop
 * @param withholding whether what may quote values of rows is not said
 */
record Failures(
    String database, String address, Where where, BooleanSupplier cancelled, boolean withholding) {

  private static final Set<String> NO_REFUSALS = Set.of("08", "53", "57", "58", "XX");
  private static final String CANCELLED = "57014";

  /** Stops what is under way when the user asked for that. */
  void checkCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new InterruptedCommandException(Problem.of("interrupted"));
    }
  }

  /**
   * Whether the server refused a statement, as against a lost connection (class 08), a server that
   * lacks resources (53), was told to stop (57), met an error of its system (58) or of its own
   * (XX).
   */
  static boolean isRefusal(DatabaseException exception) {
    return exception.getCause() instanceof SQLException cause
        && cause.getSQLState() != null
        && isRefusal(cause.getSQLState());
  }

  private static boolean isRefusal(String state) {
    return state.length() == 5 && !NO_REFUSALS.contains(state.substring(0, 2));
  }

  Failures withholdingWords() {
    return new Failures(database, address, where, cancelled, true);
  }

  LoomctlException translate(SQLException exception) {
    if (cancelled.getAsBoolean()) {
      return new InterruptedCommandException(Problem.of("interrupted"), exception);
    }
    String state = exception.getSQLState() == null ? "" : exception.getSQLState();
    if (withholding && mayQuoteValues(exception, state)) {
      return withheld(state);
    }
    return new DatabaseException(
        state.startsWith("08") ? connectionProblem(exception) : serverProblem(exception, state),
        exception);
  }

  /** Everything that is raised while rows are looked at; functions may raise whatever they like. */
  private static boolean mayQuoteValues(SQLException exception, String state) {
    boolean known =
        state.length() == 5 && (NO_REFUSALS.contains(state.substring(0, 2)) || isAboutText(state));
    boolean raised =
        exception instanceof PSQLException postgres
            && postgres.getServerErrorMessage() != null
            && postgres.getServerErrorMessage().getWhere() != null;
    return !known || raised;
  }

  /** Found before any row is looked at: syntax, names and rights, what is not supported, locks. */
  private static boolean isAboutText(String state) {
    return state.startsWith("42")
        || state.startsWith("0A")
        || state.startsWith("25")
        || state.startsWith("40")
        || state.startsWith("55");
  }

  private static DatabaseException withheld(String state) {
    return new DatabaseException(
        Problem.of("the database refused a value; what it said is withheld, as it may quote values")
            .detail("SQLSTATE " + state)
            .hint("the server's log has its words, for those who may read it"),
        new SQLException("withheld", state));
  }

  /** Only the server's answer tells what became of a COMMIT. */
  LoomctlException translateCommit(SQLException exception) {
    String state = exception.getSQLState() == null ? "" : exception.getSQLState();
    boolean answered = isRefusal(state) || state.equals(CANCELLED);
    return answered
        ? translate(exception)
        : DatabaseException.unansweredCommit(
            Problem.of("the connection to database \"" + database + "\" was lost at the COMMIT")
                .detail(words(exception))
                .hint("look before you run the command again"),
            exception);
  }

  /** A failure while connecting; the refusals that only happen there have words of their own. */
  LoomctlException translateConnecting(SQLException exception) {
    String state = exception.getSQLState() == null ? "" : exception.getSQLState();
    String refused =
        switch (state) {
          case "28P01" -> "the password was not accepted";
          case "28000" -> "the role may not log in";
          case "3D000" -> "that database does not exist";
          case "53300" -> "the server has no connection left";
          case "57P03" -> "the server is starting up or shutting down";
          default -> null;
        };
    if (refused == null) {
      return translate(exception);
    }
    return new DatabaseException(
        Problem.of("cannot connect to database \"" + database + "\" at " + address + ": " + refused)
            .detail(words(exception))
            .hint(
                switch (state) {
                  case "28P01", "28000" ->
                      "passwords come from the URL, PGPASSWORD or .pgpass. " + origin();
                  case "53300", "57P03" -> "run the command again in a moment";
                  default -> origin();
                }),
        exception);
  }

  private Problem connectionProblem(SQLException exception) {
    String why = networkReason(exception);
    if (why == null) {
      return Problem.of("the connection to database \"" + database + "\" was lost")
          .detail(words(exception))
          .hint("run the command again; if it stays, look at the server's log");
    }
    return Problem.of("cannot reach database \"" + database + "\": " + why + " at " + address)
        .hint("is the server running? " + origin());
  }

  private static @Nullable String networkReason(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "unknown host";
      } else if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return cause.getMessage() != null && cause.getMessage().contains("refused")
            ? "connection refused"
            : "no route";
      } else if (cause instanceof SocketTimeoutException) {
        return "no answer";
      }
    }
    return null;
  }

  private Problem serverProblem(SQLException exception, String state) {
    String words = words(exception);
    return switch (state) {
      case "42501" ->
          Problem.of("not allowed in database \"" + database + "\": " + words)
              .hint("let the role have that right, or connect as the owner of the tables");
      case "55P03" ->
          Problem.of("somebody else holds a lock that loomctl waited for: " + words)
              .hint("run the command again when the other transaction has ended");
      case CANCELLED ->
          Problem.of("the server cancelled the statement: " + words).hint("run the command again");
      case "57P01", "57P02", "57P03" ->
          Problem.of("the server ended the connection: " + words).hint("run the command again");
      case "0A000", "25006" ->
          Problem.of("the database answered: " + words)
              .hint(
                  words.contains("recovery")
                      ? "this server is a read-only standby: use its primary; from a standby only"
                          + " scenarios of whole tables can be exported"
                      : null);
      case "53100" -> Problem.of("the server's disk is full: " + words);
      case "40P01" ->
          Problem.of("the server ended a deadlock with another transaction by stopping this one")
              .hint("run the command again");
      default -> unknown(exception, state);
    };
  }

  /** Errors that functions and triggers raise say in their context which one it was. */
  private static Problem unknown(SQLException exception, String state) {
    Problem problem =
        Problem.of("the database answered: " + words(exception)).detail("SQLSTATE " + state);
    ServerErrorMessage message =
        exception instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    if (message == null || message.getWhere() == null) {
      return problem;
    }
    return problem
        .detail(message.getWhere().lines().findFirst().orElse(""))
        .hint(message.getHint());
  }

  private String origin() {
    return where.path() == null
        ? "The address is " + address
        : "The address comes from "
            + where.path()
            + (where.file() == null ? "" : " (" + where.file() + ":" + where.line() + ")");
  }

  /** The server's message with its detail, without the driver's additions. */
  static String words(SQLException exception) {
    ServerErrorMessage message =
        exception instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    if (message == null || message.getMessage() == null) {
      return String.valueOf(exception.getMessage()).lines().findFirst().orElse("no message");
    }
    return message.getDetail() == null
        ? message.getMessage()
        : message.getMessage() + " (" + message.getDetail() + ")";
  }
}
