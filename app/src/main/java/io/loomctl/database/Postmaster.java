package io.loomctl.database;

import io.loomctl.failure.DatabaseException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The server process of one data folder. {@code pg_ctl} starts it in a session of its own, so that
 * a Ctrl-C in the terminal does not reach it.
 *
 * @param log where all programs append what they say
 */
record Postmaster(ServerBinaries binaries, Path data, Path log) {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration STOP_AT_ONCE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int ATTEMPTS = 4;

  /**
   * Without fsync the data survives the death of every process, but not that of the machine.
   * synchronous_commit stays on: without it a killed server forgets its last transactions.
   */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "timezone=UTC",
          "log_timezone=UTC",
          "fsync=off",
          "full_page_writes=off",
          "wal_level=minimal",
          "max_wal_senders=0",
          "max_logical_replication_workers=0");

  /**
   * Makes an empty data folder.
   *
   * @throws DatabaseException with the words of {@code initdb}
   */
  void initialize() throws IOException {
    Process initdb =
        binaries.start(
            log,
            "initdb",
            "-D",
            data.toString(),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            "--no-instructions");
    waitFor(initdb);
    if (initdb.exitValue() != 0) {
      throw ServerLog.read(log).failure("could not be made");
    }
  }

  /**
   * Starts the server and waits until it takes connections.
   *
   * @return the port it listens on
   * @throws DatabaseException with the words of the server
   */
  int start() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      if (startAt(port)) {
        return port;
      }
      ServerLog said = ServerLog.read(log);
      if (attempt == ATTEMPTS || !said.isPassing()) {
        stop();
        throw said.failure("did not start");
      }
      pause(RETRY);
    }
  }

  private boolean startAt(int port) throws IOException {
    String options = "-p " + port + " -c " + String.join(" -c ", SETTINGS);
    Process control =
        binaries.start(
            log,
            "pg_ctl",
            "start",
            "-s",
            "-D",
            data.toString(),
            "-l",
            log.toString(),
            "-o",
            options,
            "-w",
            "-t",
            String.valueOf(START.toSeconds()));
    // pg_ctl looks every 100 ms, which is longer than most starts take.
    while (control.isAlive()) {
      if (PostmasterFile.read(data).isReady()) {
        // It would go on waiting for a moment, and pass a Ctrl-C on to the server meanwhile.
        waitFor(control.destroyForcibly());
        return true;
      }
      pause(Duration.ofMillis(2));
    }
    return PostmasterFile.read(data).isReady();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Ends the server, in an orderly way if that is possible, and waits until it is gone. */
  void stop() throws IOException {
    if (!stop("fast", STOP) && !stop("immediate", STOP_AT_ONCE)) {
      PostmasterFile.read(data).process(data).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private boolean stop(String mode, Duration patience) throws IOException {
    if (!isRunning()) {
      return true;
    }
    try {
      waitFor(binaries.start(log, "pg_ctl", "stop", "-s", "-D", data.toString(), "-m", mode, "-W"));
    } catch (DatabaseException e) {
      // Somebody deleted the programs of a running server.
      return false;
    }
    long end = System.nanoTime() + patience.toNanos();
    while (isRunning() && System.nanoTime() < end) {
      pause(Duration.ofMillis(2));
    }
    return !isRunning();
  }

  private boolean isRunning() throws IOException {
    return PostmasterFile.read(data).process(data).isPresent();
  }

  /**
   * Stops a server that outlived the command that started it. Clears away what a killed server
   * leaves, too: its number may belong to another process by now.
   *
   * @return whether one was running
   */
  boolean stopLeftover() throws IOException {
    boolean running = isRunning();
    if (running) {
      stop();
    }
    Files.deleteIfExists(PostmasterFile.in(data));
    return running;
  }

  private static void waitFor(Process process) {
    while (process.isAlive()) {
      pause(Duration.ofMillis(1));
    }
  }

  /**
   * Does not mind an interrupt: what was begun here is short, and half done it is worth nothing.
   */
  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
