package io.loomctl.validation;

import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.Problem;
import io.loomctl.progress.ProgressListener;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Reading files, which can take a while: tells how far it is and ends it when the user wants that.
 */
record Reading(ProgressListener progress, BooleanSupplier stopped) {

  /**
   * Something to read.
   *
   * @return hears how much of it was read
   */
  LongConsumer of(String what, long expected) {
    progress.tableStarted(what, expected);
    return read -> {
      if (stopped.getAsBoolean()) {
        throw new InterruptedCommandException(Problem.of("interrupted"));
      }
      progress.tableAdvanced(what, read);
    };
  }
}
