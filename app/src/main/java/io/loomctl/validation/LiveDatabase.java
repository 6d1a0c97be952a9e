package io.loomctl.validation;

import io.loomctl.catalog.CatalogReader;
import io.loomctl.config.Config;
import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.LoomctlException;
import io.loomctl.scenario.ConfiguredSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The database, opened when it is first needed, and the config held against its catalog. When it
 * cannot be opened nobody tries twice.
 */
final class LiveDatabase {

  private final DatabaseSource source;
  private final Config config;
  private @Nullable Database database;
  private @Nullable LoomctlException failure;
  private ConfiguredSchema.@Nullable Bound bound;

  LiveDatabase(DatabaseSource source, Config config) {
    this.source = source;
    this.config = config;
  }

  /** What of the config fits the database, and what does not. */
  ConfiguredSchema.Bound bound() {
    if (bound == null) {
      bound =
          inTransaction(
              TransactionMode.READ_ONLY,
              session -> ConfiguredSchema.bind(config, CatalogReader.read(session)));
    }
    return bound;
  }

  ConfiguredSchema schema() {
    return bound().schema();
  }

  <T> T inTransaction(TransactionMode mode, Function<Session, T> work) {
    try {
      return database().inTransaction(mode, work::apply);
    } catch (IOException e) {
      // The work throws none.
      throw new UncheckedIOException(e);
    }
  }

  private Database database() {
    if (failure != null) {
      throw failure;
    }
    if (database == null) {
      try {
        database = source.open(config);
      } catch (LoomctlException e) {
        failure = e;
        throw e;
      }
    }
    return database;
  }
}
