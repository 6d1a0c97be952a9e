package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loomctl.process.LoomctlProcess.Run;
import io.loomctl.process.LoomctlProcess.Signal;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens in the middle of an import, the database has the old rows afterwards, or all of
 * the new ones.
 */
class ImportFaultsIT {

  /** What happens. */
  private enum Fault {
    KILL(137),
    TERM(143),
    INT(130),
    /** The connection is cut. */
    CUT(5),
    /** The server goes down at once and comes up again, as after {@code pg_ctl restart -m i}. */
    RESTART(5);

    private final int exit;

    Fault(int exit) {
      this.exit = exit;
    }

    private boolean isSignal() {
      return exit > 128;
    }
  }

  /** Per kind of fault and target: twenty together. */
  private static final int MOMENTS = 2;

  private static final String UNCHANGED = "\nNothing was changed.\n";
  private static final String UNKNOWN = "\nIt is not known whether the changes were made.\n";

  private static final String CUT =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()";

  @TempDir static Path folder;

  private static Path snapshot;

  /** What the database holds after an import, and how long one takes once it has begun. */
  private static String after;

  private static long nanosCopied;

  private static long nanosMerged;

  @BeforeAll
  static void measure() {
    snapshot = Stock.snapshot(folder.resolve("source"));
    Stock empty = Stock.empty(folder.resolve("empty"));
    nanosCopied = nanos(empty);
    Stock changed = Stock.changed(folder.resolve("changed"));
    nanosMerged = nanos(changed);
    after = changed.contents();
    assertThat(after).isEqualTo(empty.contents()).isNotEqualTo(changed.before());
  }

  private static long nanos(Stock stock) {
    try (LoomctlProcess process = start(stock)) {
      stock.place().awaitTransaction();
      long begun = System.nanoTime();
      process.await().succeeded();
      return System.nanoTime() - begun;
    }
  }

  private static LoomctlProcess start(Stock stock) {
    return stock.loomctl().start("import", "--quiet", "--file", snapshot.toString());
  }

  @ParameterizedTest
  @EnumSource
  void anImportThatIsStoppedAtAnyMomentHasChangedNothing(Fault fault) throws Exception {
    assumePossible(fault);
    Random random = new Random(fault.name().hashCode());
    int stopped = 0;
    for (boolean copied : List.of(true, false)) {
      Stock stock = stock(copied);
      double nanos = copied ? nanosCopied : nanosMerged;
      for (int i = 0; i < MOMENTS; i++) {
        if (stops(stock, fault, (long) (nanos * (i + random.nextDouble()) / MOMENTS))) {
          stopped++;
        } else {
          stock = stock(copied);
          nanos /= 2;
        }
      }
      if (copied == fault.isSignal()) {
        start(stock).await().succeeded();
        assertThat(stock.contents()).isEqualTo(after);
      }
    }
    assertThat(stopped).as("imports that " + fault + " met in the middle").isPositive();
  }

  private static Stock stock(boolean copied) {
    return copied ? Stock.empty(folder.resolve("empty")) : Stock.changed(folder.resolve("changed"));
  }

  /** Whether it did not come too late. */
  private static boolean stops(Stock stock, Fault fault, long delay) throws Exception {
    try (LoomctlProcess process = start(stock)) {
      stock.place().awaitTransaction();
      LockSupport.parkNanos(delay);
      happen(fault, process, stock);
      Run run = process.await();
      String what = fault + " after " + TimeUnit.NANOSECONDS.toMillis(delay) + " ms: " + run;
      stock.assertNothingIsLeft();
      boolean committed = stock.contents().equals(after);
      if (!committed) {
        assertThat(stock.contents()).as(what).isEqualTo(stock.before());
        assertThat(run.exit()).as(what).isEqualTo(fault.exit);
      } else if (fault != Fault.KILL && !run.err().contains(UNKNOWN)) {
        assertThat(run.out()).as(what).contains(" rows written in ");
      }
      assertSaysSo(run, fault, committed, what);
      return !committed;
    }
  }

  private static void assertSaysSo(Run run, Fault fault, boolean committed, String what) {
    if (committed || fault == Fault.KILL) {
      assertThat(run.err()).as(what).doesNotContain(UNCHANGED);
    } else if (fault.exit == 5) {
      assertThat(run.err())
          .as(what)
          .startsWith("error: ")
          .containsPattern(UNCHANGED + "hint: run the command again|" + UNKNOWN + "hint: look");
    } else {
      assertThat(run.err()).as(what).isEqualTo("error: interrupted" + UNCHANGED);
    }
  }

  private static void happen(Fault fault, LoomctlProcess process, Stock stock) throws Exception {
    switch (fault) {
      case KILL -> process.kill();
      case TERM -> process.signal(Signal.TERM);
      case INT -> process.signal(Signal.INT);
      case CUT -> stock.place().database().query("/* test */ " + CUT);
      case RESTART -> restart(stock);
    }
  }

  /**
   * A server process that is killed takes all others with it: the server recovers from its log, as
   * after an immediate stop.
   */
  private static void restart(Stock stock) throws SQLException {
    try (Connection connection = stock.place().database().connect()) {
      ProcessHandle.of(backend(connection)).orElseThrow().destroyForcibly();
    }
    Workplace.await("the server to be back", () -> isUp(stock));
  }

  private static long backend(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet pid = statement.executeQuery("/* test */ SELECT pg_backend_pid()")) {
      pid.next();
      return pid.getLong(1);
    }
  }

  private static boolean isUp(Stock stock) {
    try (Connection connection = stock.place().database().connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void assumePossible(Fault fault) {
    if (fault == Fault.TERM || fault == Fault.INT) {
      Signal.valueOf(fault.name()).assumeDelivered();
    } else if (fault == Fault.RESTART) {
      assumeThat(TestServer.isPrivate()).as("a server that may be crashed").isTrue();
    }
  }
}
