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

  /**
   * Work without rows to count, such as {@code writing 1,234 rows}; worth seeing while it lasts.
   */
  default void step(String what) {}

  default void tableFinished(String table, long rows) {}
}
