package io.loomctl.cli;

import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.Problem;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Standard input as a file, which is gone when this is closed: a snapshot ends with what says
 * whether it is whole, so it has to be there before it is read.
 */
record StandardInput(Path file) implements AutoCloseable {

  /** What messages call it. */
  static final String NAME = "standard input";

  /**
   * Reads it to its end.
   *
   * @throws InterruptedCommandException when the user asked to stop: a thread of its own reads,
   *     because nothing ends a read that waits for somebody to write
   */
  static StandardInput read(Interruption interruption) {
    StandardInput input = new StandardInput(create());
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread reader = new Thread(() -> copy(input.file, end), "loomctl-stdin");
    reader.setDaemon(true);
    reader.start();
    interruption.onInterrupt(
        () ->
            end.completeExceptionally(new InterruptedCommandException(Problem.of("interrupted"))));
    try {
      end.join();
      return input;
    } catch (CompletionException e) {
      input.close();
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  private static Path create() {
    try {
      Path file = Files.createTempFile("loomctl-import", ".sql");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw StoreFailure.writing(e, Path.of(System.getProperty("java.io.tmpdir")));
    }
  }

  private static void copy(Path file, CompletableFuture<Void> end) {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      System.in.transferTo(out);
      end.complete(null);
    } catch (IOException e) {
      end.completeExceptionally(StoreFailure.writing(e, file));
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StoreFailure.writing(e, file);
    }
  }
}
