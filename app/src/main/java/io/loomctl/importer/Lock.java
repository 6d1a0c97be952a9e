package io.loomctl.importer;

import io.loomctl.database.ServerError;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ScenarioName;
import io.loomctl.scenario.DataTable;
import io.loomctl.sql.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A lock that is held until the transaction ends.
 *
 * @param taken what is the case when it is not to be had
 * @param statement takes it
 * @param holders a condition on {@code pg_locks}: those who are in the way
 */
record Lock(String taken, Sql statement, Sql holders) {

  private static final String NOT_AVAILABLE = "55P03";
  private static final String DEADLOCK = "40P01";

  /** Keeps two imports of one scenario apart. */
  static Lock ofImport(ScenarioName scenario) {
    Sql key =
        Sql.of(
            "pg_catalog.hashtextextended({}, 0)",
            Sql.literal("loomctl import " + scenario.value()));
    return new Lock(
        "another import of \"" + scenario + "\" is under way",
        Sql.of("SELECT pg_catalog.pg_advisory_xact_lock({})", key),
        Sql.of(
            "l.locktype = 'advisory' AND l.objsubid = 1"
                + " AND ((l.classid::int8 << 32) | l.objid::int8) = {}",
            key));
  }

  /** Keeps other writers of a table waiting; readers go on. */
  static Lock againstWriters(DataTable table) {
    return of(
        table,
        Sql.of("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table.from()),
        Sql.of("l.mode NOT IN ('AccessShareLock', 'RowShareLock')"));
  }

  /** Keeps changes of a table's definition waiting. */
  static Lock againstChanges(DataTable table) {
    return of(
        table,
        Sql.of("LOCK TABLE {} IN ACCESS SHARE MODE", table.from()),
        Sql.of("l.mode = 'AccessExclusiveLock'"));
  }

  /** A lock on a partitioned table is one on each of its partitions, too. */
  private static Lock of(DataTable table, Sql statement, Sql conflicting) {
    Sql name =
        Sql.of(
            "{}::regclass",
            Sql.literal(Sql.name(table.name().schema(), table.name().name()).text()));
    return new Lock(
        table.name() + " is locked by another transaction",
        statement,
        Sql.of(
            "{} AND (l.relation = {} OR l.relation IN (SELECT relid FROM pg_partition_tree({})))",
            conflicting,
            name,
            name));
  }

  /**
   * Takes locks in the order given.
   *
   * @param patience how long to wait for each; zero for ever
   * @throws DatabaseException that says who is in the way, when one is not to be had
   */
  static void take(Session session, List<Lock> locks, Duration patience) {
    AtomicInteger taken = new AtomicInteger();
    Optional<DatabaseException> refusal =
        session.attempt(
            () -> {
              for (Lock lock : locks) {
                session.execute(lock.statement);
                taken.incrementAndGet();
              }
            });
    if (refusal.isPresent()) {
      throw locks.get(taken.get()).explain(session, refusal.get(), patience);
    }
  }

  private DatabaseException explain(Session session, DatabaseException refusal, Duration patience) {
    String state = ServerError.of(refusal).map(ServerError::state).orElse("");
    if (!state.equals(NOT_AVAILABLE) && !state.equals(DEADLOCK)) {
      return refusal;
    }
    boolean waited = state.equals(NOT_AVAILABLE);
    Problem problem =
        Problem.of(
            taken
                + (waited
                    ? "; waited " + text(patience) + " for it to end"
                    : ", which in turn waits for this import (deadlock)"));
    for (String holder : holders(session)) {
      problem = problem.detail(holder);
    }
    return new DatabaseException(
        problem.hint(
            waited
                ? "run the command again later, or wait longer with --lock-timeout"
                : "run the command again"),
        refusal);
  }

  private List<String> holders(Session session) {
    return session.query(
        Sql.of(
            "SELECT DISTINCT 'the lock is held by session ' || l.pid || coalesce(' of role \"' ||"
                + " a.usename || '\"', '') || coalesce(' (' || nullif(a.application_name, '') ||"
                + " ')', '') FROM pg_catalog.pg_locks AS l LEFT JOIN pg_catalog.pg_stat_activity AS"
                + " a ON a.pid = l.pid WHERE l.granted AND l.pid <> pg_catalog.pg_backend_pid() AND"
                + " l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname ="
                + " pg_catalog.current_database()) AND {} ORDER BY 1",
            holders),
        row -> row.getString(1));
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
