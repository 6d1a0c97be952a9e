package io.loomctl.database;

import io.loomctl.progress.ProgressListener;
import java.nio.file.Path;

/** Placeholder while the real one is written. */
public final class EmbeddedServer implements AutoCloseable {
  public static EmbeddedServer start(String name, Path folder, ProgressListener progress) {
    throw new IllegalStateException(name + folder + progress);
  }

  public DatabaseAddress address() {
    throw new IllegalStateException();
  }

  @Override
  public void close() {}
}
