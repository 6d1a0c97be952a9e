package io.loomctl.cli;

import io.loomctl.config.Config;
import io.loomctl.database.Database;
import io.loomctl.progress.ProgressListener;
import io.loomctl.validation.DatabaseSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the config's databases, opened when somebody asks for it. */
final class LazyDatabase implements DatabaseSource, AutoCloseable {

  private final Optional<String> name;
  private final Map<String, String> environment;
  private final ProgressListener progress;
  private volatile boolean cancelled;
  private volatile @Nullable OpenDatabase open;

  /**
   * A database that is not open yet.
   *
   * @param name one of the config's; else the first
   */
  LazyDatabase(Optional<String> name, Map<String, String> environment, ProgressListener progress) {
    this.name = name;
    this.environment = environment;
    this.progress = progress;
  }

  @Override
  public Database open(Config config) {
    OpenDatabase opened =
        OpenDatabase.open(config, config.database(name), 1, environment, progress);
    open = opened;
    if (cancelled) {
      opened.database().cancel();
    }
    return opened.database();
  }

  /** Called from a signal handler's thread. */
  void cancel() {
    cancelled = true;
    OpenDatabase opened = open;
    if (opened != null) {
      opened.database().cancel();
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    OpenDatabase opened = open;
    if (opened != null) {
      opened.close();
    }
  }
}
