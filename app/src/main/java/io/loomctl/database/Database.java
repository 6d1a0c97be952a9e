package io.loomctl.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.PGConnection;

/** A PostgreSQL database and the connections to it. */
public final class Database implements AutoCloseable {

  /** What is done inside a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Session session) throws IOException;
  }

  /**
   * The pool takes some refusals (a feature that the server does not support) for a broken
   * connection, and closes it in the middle of a transaction that could go on.
   */
  private static final class KeepConnection implements SQLExceptionOverride {

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
      return SQLExceptionOverride.Override.DO_NOT_EVICT;
    }
  }

  private static final long CONNECT_MILLIS = 15_000;

  private final HikariDataSource pool;
  private final Failures failures;
  private final String name;
  private final AtomicBoolean cancelled;
  private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();

  private Database(HikariDataSource pool, Failures failures, AtomicBoolean cancelled) {
    this.pool = pool;
    this.failures = failures;
    this.name = failures.database();
    this.cancelled = cancelled;
  }

  /**
   * Connects, and fails at once when that is not possible.
   *
   * @param name the name that the user knows the database by
   * @param where the place in the config that the address comes from
   * @param connections the most that are ever open at the same time
   */
  public static Database connect(
      String name, DatabaseAddress address, Where where, int connections) {
    AtomicBoolean cancelled = new AtomicBoolean();
    Failures failures = new Failures(name, address.display(), where, cancelled::get, false);
    HikariConfig config = new HikariConfig();
    config.setPoolName("loomctl");
    config.setJdbcUrl(address.jdbcUrl());
    config.setDataSourceProperties(address.properties());
    config.setMinimumIdle(1);
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setMaxLifetime(0);
    config.setExceptionOverride(new KeepConnection());
    try {
      HikariDataSource pool = new HikariDataSource(config);
      // The connection that the pool tried itself out with is kept; none is made ahead of need.
      pool.setMinimumIdle(0);
      return new Database(pool, failures, cancelled);
    } catch (PoolInitializationException e) {
      throw e.getCause() instanceof SQLException sql ? failures.translateConnecting(sql) : e;
    }
  }

  public String name() {
    return name;
  }

  /**
   * Runs the work in one transaction: committed when it returns, rolled back when it throws.
   *
   * @throws IOException when the work does
   */
  public <T> T inTransaction(TransactionMode mode, Work<T> work) throws IOException {
    return inTransaction(mode, Sql.EMPTY, work);
  }

  /**
   * The same, with a statement that has to come before everything else.
   *
   * @param first such as {@code SET TRANSACTION SNAPSHOT …}
   */
  public <T> T inTransaction(TransactionMode mode, Sql first, Work<T> work) throws IOException {
    try (Connection connection = pool.getConnection()) {
      inUse.add(connection);
      try {
        return transact(connection, Sql.of("{}; {}", mode.begin(), first), work);
      } finally {
        inUse.remove(connection);
      }
    } catch (SQLException e) {
      throw failures.translateConnecting(e);
    }
  }

  private <T> T transact(Connection connection, Sql begin, Work<T> work) throws IOException {
    boolean done = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute(begin.text());
      Session session = new Session(connection, failures);
      T result = work.in(session);
      session.end();
      done = true;
      return result;
    } catch (SQLException e) {
      throw failures.translate(e);
    } finally {
      if (!done) {
        // Closing the connection rolls back on the server, also when the connection is broken.
        pool.evictConnection(connection);
      }
    }
  }

  /**
   * Makes every statement that is running fail with an {@link InterruptedCommandException}. Called
   * from a signal handler's thread.
   */
  public void cancel() {
    cancelled.set(true);
    for (Connection connection : inUse) {
      try {
        connection.unwrap(PGConnection.class).cancelQuery();
      } catch (SQLException e) {
        // A connection that cannot be cancelled is a broken one: its statement fails by itself.
      }
    }
  }

  /** A failure that names this database. */
  public LoomctlException refused(String message, String hint) {
    return new DatabaseException(Problem.of(message + " (database \"" + name + "\")").hint(hint));
  }

  @Override
  public void close() {
    pool.close();
  }
}
