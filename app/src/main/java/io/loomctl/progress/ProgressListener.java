package io.loomctl.progress;

/**
 * Hears what a use case is doing. Calls may come from several threads at once; implementations are
 * thread-safe and return quickly.
 */
public interface ProgressListener {

  ProgressListener NONE = new ProgressListener() {};

  /** A sentence worth telling: a step that takes a while, or something the user should know. */
  default void note(String message) {}

  /**
   * A table's rows begin to flow.
   *
   * @param expectedRows the server's estimate, or -1 when there is none
   */
  default void tableStarted(String table, long expectedRows) {}

  /** Called every few thousand rows. */
  default void tableAdvanced(String table, long rows) {}

  default void tableFinished(String table, long rows) {}

  /** From here on a failure leaves it open whether the changes were made. */
  default void committing() {}
}
