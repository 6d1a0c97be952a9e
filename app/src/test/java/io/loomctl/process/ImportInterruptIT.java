package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.process.LoomctlProcess.Run;
import io.loomctl.process.LoomctlProcess.Signal;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C at every stage of an import, a reader that goes away, a COMMIT without an answer. */
class ImportInterruptIT {

  private static final String INTERRUPTED = "error: interrupted\nNothing was changed.\n";

  @TempDir static Path folder;

  private static Path snapshot;

  @BeforeAll
  static void export() {
    snapshot = Stock.snapshot(folder.resolve("source"));
  }

  @BeforeEach
  void signals() {
    Signal.INT.assumeDelivered();
  }

  private static Stock changed() {
    return Stock.changed(folder.resolve("changed"));
  }

  private static LoomctlProcess start(Stock stock, String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(
        new String[] {"import", "--quiet", "--file", snapshot.toString()}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    return stock.loomctl().start(all);
  }

  private static void assertInterrupted(Stock stock, Run run) {
    assertThat(run.exit()).as(run.toString()).isEqualTo(Signal.INT.exit());
    assertThat(run.err()).isEqualTo(INTERRUPTED);
    assertThat(run.out()).isEmpty();
    assertNothingChanged(stock);
  }

  private static void assertNothingChanged(Stock stock) {
    stock.assertNothingIsLeft();
    assertThat(stock.contents()).isEqualTo(stock.before());
  }

  @Test
  void whileStandardInputIsRead() {
    Stock stock = changed();
    try (LoomctlProcess process = stock.loomctl().start("import", "--file", "-")) {
      Workplace.await("a temporary file", () -> !stock.temporaryFiles().isEmpty());
      process.signal(Signal.INT);
      assertInterrupted(stock, process.await());
    }
  }

  /** A server that takes connections and never says a word. */
  @Test
  void whileTheServerDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cli cli = new Cli(folder.resolve("silent"));
      String url = "postgresql://me@127.0.0.1:" + silent.getLocalPort() + "/x";
      cli.rawConfig(
          "version: 1\ndatabases: { db: { url: \"" + url + "\" } }\nscenarios: { stock: {} }\n");
      try (LoomctlProcess process =
              LoomctlProcess.in(folder.resolve("silent"))
                  .start("import", "--file", snapshot.toString());
          Socket connection = silent.accept()) {
        process.signal(Signal.INT);
        Run run = process.await();
        assertThat(run.exit()).as(run.toString()).isEqualTo(Signal.INT.exit());
        assertThat(run.err()).isEqualTo(INTERRUPTED);
        assertThat(connection.isConnected()).isTrue();
      }
    }
  }

  @Test
  void whileItWaitsForALock() throws SQLException {
    Stock stock = changed();
    try (Connection other = stock.place().database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("/* test */ LOCK TABLE item IN ROW EXCLUSIVE MODE");
      try (LoomctlProcess process = start(stock, "--lock-timeout", "0")) {
        stock.place().awaitSessionWaitingFor("relation");
        process.signal(Signal.INT);
        assertInterrupted(stock, process.await());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whileRowsAreWrittenAlsoASecondTime(boolean copied) {
    Stock stock = copied ? Stock.empty(folder.resolve("empty")) : changed();
    try (LoomctlProcess process = start(stock, "--triggers", "on")) {
      stock.place().awaitSessionWaitingFor("PgSleep");
      process.signal(Signal.INT);
      process.signal(Signal.INT);
      assertInterrupted(stock, process.await());
    }
  }

  @Test
  void asJson() throws IOException {
    Stock stock = changed();
    try (LoomctlProcess process = start(stock, "--triggers", "on", "--format", "json")) {
      stock.place().awaitSessionWaitingFor("PgSleep");
      process.signal(Signal.INT);
      Run run = process.await();
      assertThat(run.exit()).as(run.toString()).isEqualTo(Signal.INT.exit());
      assertThat(run.err()).isEmpty();
      JsonNode error = new JsonMapper().readTree(run.out()).path("error");
      assertThat(error.path("kind").asText()).isEqualTo("interrupted");
      assertThat(error.path("exit_code").asInt()).isEqualTo(Signal.INT.exit());
      assertThat(error.path("changed").isBoolean() && !error.path("changed").asBoolean()).isTrue();
      assertNothingChanged(stock);
    }
  }

  @Test
  void aReaderOfTheReportWhoHasGoneDoesNotKeepTheRowsFromBeingImported() throws IOException {
    Stock stock = changed();
    try (LoomctlProcess process =
        stock
            .loomctl()
            .out(ProcessBuilder.Redirect.PIPE)
            .start("import", "--file", snapshot.toString())) {
      process.out().close();
      assertThat(process.await().exit()).isZero();
    }
    stock.assertNothingIsLeft();
    assertThat(stock.contents()).isNotEqualTo(stock.before());
  }

  private enum AtCommit {
    CUT,
    INT
  }

  /** A server that waits for a standby's answer has committed already, but has not said so. */
  @ParameterizedTest
  @EnumSource
  void whileTheServerCommits(AtCommit what) {
    assumeThat(TestServer.isPrivate()).as("a server that may be configured").isTrue();
    Stock stock = changed();
    TestDatabase database = stock.place().database();
    try (LoomctlProcess process = start(stock)) {
      standby(database, "'nobody'");
      stock.place().awaitSessionWaitingFor("SyncRep");
      if (what == AtCommit.INT) {
        process.signal(Signal.INT);
      } else {
        database.query(
            "/* test */ SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event ="
                + " 'SyncRep'");
      }
      Run run = process.await();
      if (what == AtCommit.INT) {
        assertThat(run.exit()).as(run.toString()).isEqualTo(Signal.INT.exit());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains(" rows written in ");
      } else {
        assertThat(run.exit()).as(run.toString()).isEqualTo(5);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
            .startsWith("error: the connection to database \"db\" was lost at the COMMIT\n")
            .endsWith(
                """
                It is not known whether the changes were made.
                hint: look with --dry-run: it finds nothing to change if they were
                """);
      }
    } finally {
      standby(database, "''");
    }
    stock.assertNothingIsLeft();
    assertThat(stock.contents()).isNotEqualTo(stock.before());
    Run look = stock.loomctl().run("import", "--dry-run", "--file", snapshot.toString());
    assertThat(look.succeeded().out()).contains(": dry run, nothing to change (");
  }

  private static void standby(TestDatabase database, String names) {
    database.server().execute("ALTER SYSTEM SET synchronous_standby_names = " + names);
    database.server().execute("SELECT pg_reload_conf()");
  }
}
