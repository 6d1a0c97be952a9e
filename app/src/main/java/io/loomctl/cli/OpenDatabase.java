package io.loomctl.cli;

import io.loomctl.config.Config;
import io.loomctl.config.DatabaseConfig;
import io.loomctl.database.Database;
import io.loomctl.database.DatabaseAddress;
import io.loomctl.database.EmbeddedServer;
import io.loomctl.progress.ProgressListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of the config's databases, connected; with its server, when that is embedded. */
record OpenDatabase(Database database, @Nullable EmbeddedServer server) implements AutoCloseable {

  /** The same; Ctrl-C does not wait for a server that does not answer. */
  static OpenDatabase open(
      Loomctl root,
      Config config,
      DatabaseConfig database,
      int connections,
      ProgressListener progress) {
    Supplier<OpenDatabase> opening =
        () -> open(config, database, connections, root.console().environment(), progress);
    return database.target() instanceof DatabaseConfig.Target.Url
        ? root.leavable(opening)
        : opening.get();
  }

  static OpenDatabase open(
      Config config,
      DatabaseConfig database,
      int connections,
      Map<String, String> environment,
      ProgressListener progress) {
    if (database.target() instanceof DatabaseConfig.Target.Url url) {
      DatabaseAddress address =
          DatabaseAddress.parse(url.url().resolve(), environment, url.url().where());
      return new OpenDatabase(
          Database.connect(database.name(), address, url.url().where(), connections), null);
    }
    DatabaseConfig.Target.Embedded target = (DatabaseConfig.Target.Embedded) database.target();
    Path folder = Objects.requireNonNull(config.file().toAbsolutePath().getParent());
    EmbeddedServer server = EmbeddedServer.start(target.name(), folder, target.seed(), progress);
    try {
      return new OpenDatabase(
          Database.connect(database.name(), server.address(), database.where(), connections),
          server);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void close() {
    database.close();
    if (server != null) {
      server.close();
    }
  }
}
