package io.loomctl.validation;

import io.loomctl.config.Config;
import io.loomctl.database.Database;

/** Opens the database when the first check needs one, and closes it after the last. */
@FunctionalInterface
public interface DatabaseSource {

  /**
   * Opens it.
   *
   * @throws io.loomctl.failure.LoomctlException when that is not possible
   */
  Database open(Config config);
}
