package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A folder with a config in which loomctl runs, and the database of that config. */
record Workplace(Path folder, TestDatabase database) {

  /** What the sessions of others in this database are doing. */
  private static final String SESSIONS =
      "SELECT state, wait_event_type, wait_event, query FROM pg_stat_activity WHERE datname ="
          + " current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
          + " AND query !~ '^/\\* test \\*/'";

  /**
   * Writes the config.
   *
   * @param yaml what follows the databases
   */
  static Workplace in(Path folder, TestDatabase database, String yaml) {
    new Cli(folder).config(database, "snapshots: ../snapshots\n" + yaml);
    return new Workplace(folder, database);
  }

  LoomctlProcess.Setup loomctl() {
    return LoomctlProcess.in(folder);
  }

  SnapshotFolder snapshots() {
    return new SnapshotFolder(folder.resolve("snapshots"));
  }

  /** Loomctl's sessions: state, kind of wait, wait, statement. */
  List<String> sessions() {
    return database.query(SESSIONS);
  }

  /** Waits until one of loomctl's sessions waits for that. */
  void awaitSessionWaitingFor(String event) {
    await(
        "a session that waits for " + event,
        () -> sessions().stream().anyMatch(session -> session.contains("|" + event + "|")));
  }

  /** Waits until one of loomctl's sessions has begun its work. */
  void awaitTransaction() {
    await(
        "a transaction",
        () -> sessions().stream().anyMatch(session -> !session.startsWith("idle|")));
  }

  void awaitNoSession() {
    await("all sessions to end", () -> sessions().isEmpty());
  }

  /** Waits for something that happens sooner or later; a minute is much later. */
  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start)
          .as("waiting for " + what)
          .isLessThan(TimeUnit.MINUTES.toNanos(1));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
