package io.loomctl.cli;

import io.loomctl.database.Database;
import io.loomctl.exporter.Export;
import io.loomctl.progress.ProgressListener;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** What an export of the database would write now, as a file that is no version. */
final class LiveSnapshot {

  static final String NAME = "live";

  private LiveSnapshot() {}

  /** Exports into a folder of this command's own. */
  static SnapshotFile take(
      Export.Request request, Database database, ProgressListener progress, PrivateFolder folder) {
    Path file = folder.path().resolve(NAME + ".sql");
    new Export(database, Clock.systemUTC(), progress)
        .run(request, new Export.Destination.File(file));
    try {
      return SnapshotFile.open(file);
    } catch (IOException e) {
      throw StoreFailure.reading(e, file);
    }
  }
}
