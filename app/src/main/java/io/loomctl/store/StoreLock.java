package io.loomctl.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The lock that all processes share which write to a snapshot folder. */
record StoreLock(Path metadata) {

  /** What is done under the lock. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** File locks do not exclude threads of one process from each other. */
  private static final ReentrantLock ONE_THREAD = new ReentrantLock();

  /** Runs the work alone. */
  <T> T exclusive(Work<T> work) throws IOException {
    Files.createDirectories(metadata);
    return locked(work, false, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /**
   * Runs the work while nobody writes; creates nothing.
   *
   * @return nothing when nobody has ever written here
   */
  <T> Optional<T> shared(Work<T> work) throws IOException {
    try {
      return Optional.of(locked(work, true, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private <T> T locked(Work<T> work, boolean shared, OpenOption... options) throws IOException {
    ONE_THREAD.lock();
    try (FileChannel channel = FileChannel.open(metadata.resolve(".lock"), options);
        FileLock lock = channel.lock(0, Long.MAX_VALUE, shared)) {
      if (!lock.isValid()) {
        throw new IOException("the lock on " + metadata + " was lost");
      }
      return work.run();
    } finally {
      ONE_THREAD.unlock();
    }
  }
}
