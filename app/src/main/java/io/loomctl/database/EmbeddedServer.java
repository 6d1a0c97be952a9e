package io.loomctl.database;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A private PostgreSQL that runs as long as this object is open. Its data stays in {@code
 * .loomctl/NAME} beside the config; one process at a time uses it, others wait for their turn.
 */
public final class EmbeddedServer implements AutoCloseable {

  private static final Set<String> RESERVED = Set.of("postgres", "template0", "template1");

  private final EmbeddedDatabase database;
  private final Postmaster postmaster;
  private final FileLocked lock;
  private boolean closed;

  private EmbeddedServer(EmbeddedDatabase database, Postmaster postmaster, FileLocked lock) {
    this.database = database;
    this.postmaster = postmaster;
    this.lock = lock;
  }

  /**
   * Starts the server. At the first start the database is made and filled from files; when that
   * does not come to its end, the next start begins anew.
   *
   * @param seeds the files, relative to the config's folder; empty: {@code NAME/*.sql} there
   * @throws ConfigException when one of these files is wrong
   * @throws DatabaseException when the server cannot run here
   */
  public static EmbeddedServer start(
      String name, Path configFolder, List<String> seeds, ProgressListener progress) {
    if (RESERVED.contains(name)) {
      throw new ConfigException(
          Problem.of("an embedded database cannot be called \"" + name + "\"")
              .hint("PostgreSQL has a database of that name itself: choose another name"));
    }
    EmbeddedFolder folder = EmbeddedFolder.of(name, configFolder, seeds);
    try {
      folder.create();
      FileLocked lock =
          FileLocked.acquire(
              folder.lock(),
              () ->
                  progress.note(
                      "waiting for another loomctl that uses the embedded database \"%s\""
                          .formatted(name)));
      try {
        return startLocked(name, folder, lock, progress);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw folder.unusable(e);
    }
  }

  private static EmbeddedServer startLocked(
      String name, EmbeddedFolder folder, FileLocked lock, ProgressListener progress)
      throws IOException {
    boolean first = !folder.isComplete();
    if (first) {
      progress.note(
          "making the embedded PostgreSQL database \"%s\" (first use, a few seconds)"
              .formatted(name));
    }
    ServerBinaries binaries = ServerBinaries.unpackedIn(folder.binaries());
    Postmaster postmaster = new Postmaster(binaries, folder.data(), folder.log());
    if (postmaster.stopLeftover()) {
      progress.note("stopped the embedded server that a killed loomctl had left running");
    }
    Files.deleteIfExists(folder.log());
    SeedScripts seeds = folder.seeds();
    EmbeddedDatabase database =
        first ? made(name, folder, postmaster, seeds) : started(name, postmaster);
    progress.note(
        "using the embedded PostgreSQL %s database \"%s\"".formatted(folder.version(), name));
    if (!folder.madeOf().equals(seeds.fingerprint())) {
      progress.note(
          "%s changed since this database was made; delete %s to start afresh"
              .formatted(folder.seedNames(), folder.home()));
    }
    return new EmbeddedServer(database, postmaster, lock);
  }

  private static EmbeddedDatabase started(String name, Postmaster postmaster) throws IOException {
    return new EmbeddedDatabase(name, postmaster.start());
  }

  private static EmbeddedDatabase made(
      String name, EmbeddedFolder folder, Postmaster postmaster, SeedScripts seeds)
      throws IOException {
    try {
      Folders.delete(folder.data());
      postmaster.initialize();
      EmbeddedDatabase database = started(name, postmaster);
      database.fill(seeds);
      folder.setComplete(seeds.fingerprint());
      return database;
    } catch (IOException | RuntimeException e) {
      postmaster.stop();
      Folders.delete(folder.data());
      throw e;
    }
  }

  /** Where to connect; valid until this is closed. */
  public DatabaseAddress address() {
    return database.address();
  }

  /** Stops the server and waits until it is gone. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lock) {
      postmaster.stop();
    } catch (IOException e) {
      throw new DatabaseException(
          Problem.of("the embedded PostgreSQL could not be stopped: " + e.getMessage())
              .hint("the next command that uses it will stop it"),
          e);
    }
  }
}
