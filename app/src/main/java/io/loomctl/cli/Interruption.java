package io.loomctl.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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

  private void interrupt() {
    interrupted = true;
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
      // The JVM is shutting down already: the hook is what waits for this.
      return;
    }
  }
}
