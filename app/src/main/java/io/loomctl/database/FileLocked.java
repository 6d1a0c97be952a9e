package io.loomctl.database;

import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** An exclusive lock on a file, held against other processes and against this one. */
final class FileLocked implements AutoCloseable {

  /** A file lock belongs to the whole JVM, and closing any channel of the file would release it. */
  private static final Map<Path, Semaphore> INSIDE = new ConcurrentHashMap<>();

  private final Semaphore inside;
  private final FileChannel channel;

  private FileLocked(Semaphore inside, FileChannel channel) {
    this.inside = inside;
    this.channel = channel;
  }

  /**
   * Waits until nobody else holds the lock.
   *
   * @param waiting told once, when the lock is not free at once
   */
  static FileLocked acquire(Path file, Runnable waiting) throws IOException {
    Semaphore inside =
        INSIDE.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new Semaphore(1));
    boolean waited = !inside.tryAcquire();
    try {
      if (waited) {
        waiting.run();
        inside.acquire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    try {
      return new FileLocked(inside, lockedChannel(file, waited ? () -> {} : waiting));
    } catch (IOException | RuntimeException e) {
      inside.release();
      throw e;
    }
  }

  // The caller closes the channel, through the lock.
  @SuppressWarnings("resource")
  private static FileChannel lockedChannel(Path file, Runnable waiting) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        waiting.run();
        channel.lock();
      }
      return channel;
    } catch (FileLockInterruptionException e) {
      channel.close();
      throw interrupted(e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static InterruptedCommandException interrupted(Exception cause) {
    return new InterruptedCommandException(Problem.of("interrupted while waiting"), cause);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      inside.release();
    }
  }
}
