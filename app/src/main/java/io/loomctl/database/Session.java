package io.loomctl.database;

import io.loomctl.failure.DatabaseException;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;

/**
 * One transaction's connection, with the settings pinned that decide how values print ({@code
 * session.sql}) until the transaction ends. Every failure is a {@link DatabaseException} whose
 * cause is the driver's exception.
 *
 * <p>The search path has two states: pinned to {@code pg_catalog} (so that printed names do not
 * depend on it and nobody's functions shadow the server's), and the one that the role and the
 * database give, which the operator's own SQL is written for.
 */
public final class Session {

  private static final String PINNED = "pg_catalog";

  private final Connection connection;
  private Failures failures;
  private final String ownSearchPath;
  private boolean discarded;

  Session(Connection connection, Failures failures) {
    this.connection = connection;
    this.failures = failures;
    this.ownSearchPath = queryOne(Sql.of("SHOW search_path"), row -> row.getString(1));
    execute(Sql.resource(Session.class, "session.sql"));
    if (serverMajorVersion() >= 17) {
      execute(Sql.of("SET LOCAL transaction_timeout = 0"));
    }
  }

  private int serverMajorVersion() {
    try {
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw failures.translate(e);
    }
  }

  public <T> List<T> query(Sql sql, RowMapper<T> mapper) {
    try (Statement statement = statement();
        ResultSet rows = statement.executeQuery(sql.text())) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(mapper.map(rows));
      }
      return found;
    } catch (SQLException e) {
      throw failures.translate(e);
    }
  }

  /** The first row of a query that always has one. */
  public <T> T queryOne(Sql sql, RowMapper<T> mapper) {
    return query(sql, mapper).get(0);
  }

  /**
   * Which transactions this one sees the work of. While two of one connection give the same answer,
   * nothing was committed in between, so both see the same catalog. Nothing on a standby, which
   * does not list the transactions that are still running.
   */
  public Optional<String> visible() {
    return query(
            Sql.of(
                "SELECT concat(pg_backend_pid(), ' ', pg_current_snapshot()) WHERE NOT"
                    + " pg_is_in_recovery()"),
            row -> row.getString(1))
        .stream()
        .findFirst();
  }

  /**
   * Sets a setting until the transaction ends. The value is bound to the statement, so that no log
   * of statements shows it.
   */
  public void set(String setting, String value) {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, true)")) {
      statement.setString(1, setting);
      statement.setString(2, value);
      statement.execute();
    } catch (SQLException e) {
      throw failures.translate(e);
    }
  }

  /**
   * From here on failures do not say what the server said, nor have they its exception as a cause:
   * it may quote values of rows.
   */
  public void withholdWords() {
    failures = failures.withholdingWords();
  }

  /** The value as a literal of the server's own making. */
  public Sql quote(String value) {
    try (PreparedStatement statement = connection.prepareStatement("SELECT quote_literal(?)")) {
      statement.setString(1, value);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return Sql.trusted(rows.getString(1));
      }
    } catch (SQLException e) {
      throw failures.translate(e);
    }
  }

  /**
   * What a statement came to.
   *
   * @param columns empty for one that returns no rows
   * @param rows values as text, NULL as the empty string
   * @param count how many rows it wrote
   */
  public record Outcome(List<String> columns, List<List<String>> rows, long count) {}

  /** Runs a statement of whatever kind. */
  public Outcome run(Sql sql) {
    try (Statement statement = statement()) {
      List<String> columns = new ArrayList<>();
      List<List<String>> rows = new ArrayList<>();
      if (statement.execute(sql.text())) {
        ResultSet found = statement.getResultSet();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          columns.add(found.getMetaData().getColumnLabel(i));
        }
        while (found.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            row.add(Objects.requireNonNullElse(found.getString(i), ""));
          }
          rows.add(row);
        }
      }
      return new Outcome(columns, rows, Math.max(0, statement.getLargeUpdateCount()));
    } catch (SQLException e) {
      throw failures.translate(e);
    }
  }

  /** Runs a statement and says how many rows it wrote. */
  public long execute(Sql sql) {
    try (Statement statement = statement()) {
      statement.execute(sql.text());
      return Math.max(0, statement.getLargeUpdateCount());
    } catch (SQLException e) {
      throw failures.translate(e);
    }
  }

  /**
   * Streams {@code COPY … TO STDOUT}.
   *
   * @param copied a query in parentheses, or a table with its columns
   * @return the number of rows by the server's own count
   * @throws IOException when the sink fails; the COPY is cancelled then
   */
  public long copyOut(Sql copied, CopySink sink) throws IOException {
    CopyOut copy = null;
    try {
      copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(Sql.of("COPY {} TO STDOUT", copied).text());
      byte[] row;
      while ((row = copy.readFromCopy()) != null) {
        failures.checkCancelled();
        sink.row(row);
      }
      return copy.getHandledRowCount();
    } catch (SQLException e) {
      throw failures.translate(e);
    } finally {
      cancel(copy);
    }
  }

  /**
   * Opens {@code COPY (query) TO STDOUT} as a stream. No other statement can run until it is read
   * to its end or closed.
   */
  public InputStream openCopyOut(Sql query) {
    try {
      failures.checkCancelled();
      CopyOut copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(Sql.of("COPY ({}) TO STDOUT", query).text());
      return new CopyOutStream(copy, failures);
    } catch (SQLException e) {
      throw failures.translate(e);
    }
  }

  /**
   * Streams rows into {@code COPY … FROM STDIN}.
   *
   * @param copy the whole statement
   * @return the number of rows by the server's own count
   * @throws IOException when the source fails; the COPY is cancelled then
   */
  public long copyIn(Sql copy, CopySource source) throws IOException {
    CopyIn running = null;
    try {
      failures.checkCancelled();
      CopyIn started = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy.text());
      running = started;
      source.writeTo(
          (content, length) -> {
            failures.checkCancelled();
            try {
              started.writeToCopy(content, 0, length);
            } catch (SQLException e) {
              throw failures.translate(e);
            }
          });
      return started.endCopy();
    } catch (SQLException e) {
      throw failures.translate(e);
    } finally {
      cancel(running);
    }
  }

  /** Makes the transaction end with a rollback, however its work ends. */
  public void discard() {
    discarded = true;
  }

  /** Ends the transaction. */
  void end() {
    try (Statement statement = statement()) {
      statement.execute(discarded ? "ROLLBACK" : "COMMIT");
    } catch (SQLException e) {
      throw discarded ? failures.translate(e) : failures.translateCommit(e);
    }
  }

  /** Stops work that talks to nobody when the user asked for that. */
  public void checkCancelled() {
    failures.checkCancelled();
  }

  /** From here on the search path that the role and the database give. */
  public void useOwnSearchPath() {
    setSearchPath(ownSearchPath);
  }

  /** From here on {@code pg_catalog} alone, as at the beginning. */
  public void usePinnedSearchPath() {
    setSearchPath(PINNED);
  }

  /**
   * Runs work that the server may refuse, without losing the transaction: what the work did is
   * undone then, a changed search path included.
   *
   * @return the refusal, if there was one
   * @throws DatabaseException when not a statement but the connection or the server failed
   */
  public Optional<DatabaseException> attempt(Runnable work) {
    execute(Sql.of("SAVEPOINT loomctl_attempt"));
    try {
      work.run();
      execute(Sql.of("RELEASE SAVEPOINT loomctl_attempt"));
      return Optional.empty();
    } catch (DatabaseException e) {
      if (!Failures.isRefusal(e)) {
        throw e;
      }
      execute(Sql.of("ROLLBACK TO SAVEPOINT loomctl_attempt"));
      execute(Sql.of("RELEASE SAVEPOINT loomctl_attempt"));
      return Optional.of(e);
    }
  }

  /**
   * Runs the work with the search path that the role and the database give. When the work fails the
   * path is not put back: the transaction is over then, and the session with it, unless {@link
   * #attempt} is around it.
   */
  public void withOwnSearchPath(Runnable work) {
    setSearchPath(ownSearchPath);
    work.run();
    setSearchPath(PINNED);
  }

  private void setSearchPath(String path) {
    query(
        Sql.of("SELECT pg_catalog.set_config('search_path', {}, true)", Sql.literal(path)),
        row -> row.getString(1));
  }

  /** A cancellation that arrives between two statements cancels none: the next one looks for it. */
  private Statement statement() throws SQLException {
    failures.checkCancelled();
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }

  static void cancel(@Nullable CopyOperation copy) {
    if (copy != null && copy.isActive()) {
      try {
        copy.cancelCopy();
      } catch (SQLException e) {
        // The failure that stopped the COPY is on its way up; the connection is closed with it.
        return;
      }
    }
  }
}
