package io.loomctl.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens on Ctrl-C and on a termination signal: the JVM starts to shut down, the running
 * statement is cancelled, and the command gets time to roll back and to remove its temporary files.
 * The JVM then exits with the signal's own code, 130 for Ctrl-C.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch commandEnded = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "loomctl-interrupt");
  private volatile boolean interrupted;
  private volatile Runnable cancel = () -> {};
  private volatile @Nullable Runnable leave;
  private volatile boolean left;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What stops the work that is under way; may be called from another thread. */
  void onInterrupt(Runnable work) {
    cancel = work;
    if (interrupted) {
      work.run();
    }
  }

  /**
   * Does what may be left at any moment, such as waiting for a server that does not answer: the
   * process ends at once then.
   *
   * @param farewell what is still to be done, by another thread
   */
  <T> T leavable(Supplier<T> work, Runnable farewell) {
    leave = farewell;
    try {
      return work.get();
    } finally {
      leave = null;
      while (left) {
        // The process is about to end, and everything is said.
        LockSupport.park();
      }
    }
  }

  private void interrupt() {
    interrupted = true;
    Runnable farewell = leave;
    if (farewell != null) {
      left = true;
      farewell.run();
      return;
    }
    cancel.run();
    try {
      commandEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    commandEnded.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, and ends with the signal's exit code: no other may come before.
      while (true) {
        LockSupport.park();
      }
    }
  }
}
