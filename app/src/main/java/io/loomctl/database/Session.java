package io.loomctl.database;

import io.loomctl.sql.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * One transaction's connection, with the settings pinned that decide how values print ({@code
 * session.sql}) until the transaction ends. Every failure is a {@link
 * io.loomctl.failure.DatabaseException} whose cause is the driver's exception.
 *
 * <p>The search path has two states: pinned to {@code pg_catalog} (so that printed names do not
 * depend on it and nobody's functions shadow the server's), and the one that the role and the
 * database give, which the operator's own SQL is written for.
 */
public final class Session {

  private final Connection connection;
  private final Failures failures;
  private final String ownSearchPath;

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
   * Streams {@code COPY (query) TO STDOUT}.
   *
   * @return the number of rows by the server's own count
   * @throws IOException when the sink fails; the COPY is cancelled then
   */
  public long copyOut(Sql query, CopySink sink) throws IOException {
    CopyOut copy = null;
    try {
      copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(Sql.of("COPY ({}) TO STDOUT", query).text());
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
   * Runs the work with the search path that the role and the database give. When the work fails the
   * path is not put back: the transaction is over then, and the session with it.
   */
  public void withOwnSearchPath(Runnable work) {
    setSearchPath(ownSearchPath);
    work.run();
    setSearchPath("pg_catalog");
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

  private static void cancel(@Nullable CopyOut copy) {
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
