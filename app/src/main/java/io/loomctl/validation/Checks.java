package io.loomctl.validation;

import java.util.function.Consumer;

/** The checks of one family. */
@FunctionalInterface
interface Checks {

  /**
   * Runs them.
   *
   * @param report hears of each as soon as it is done
   * @throws io.loomctl.failure.LoomctlException when the rest cannot be run
   */
  void run(Consumer<Check> report);
}
