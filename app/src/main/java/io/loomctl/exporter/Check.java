package io.loomctl.exporter;

import io.loomctl.database.Database;
import io.loomctl.graph.ScenarioName;
import io.loomctl.progress.ProgressListener;
import io.loomctl.snapshot.SnapshotComparison;
import io.loomctl.snapshot.SnapshotComparison.TableDifference;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.store.Draft;
import io.loomctl.store.SnapshotStore;
import io.loomctl.store.StoreFailure;
import io.loomctl.store.StoredSnapshot;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Compares the database with the newest snapshot of a scenario; writes no version. */
public final class Check {

  /**
   * What was found.
   *
   * @param version the version that the database was compared with
   * @param equal whether an export would write no new version
   * @param tables every table of either side
   */
  public record Result(
      ScenarioName scenario, int version, boolean equal, List<TableDifference> tables) {}

  private final Database database;
  private final Clock clock;
  private final ProgressListener progress;

  public Check(Database database, Clock clock, ProgressListener progress) {
    this.database = database;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Compares.
   *
   * @throws io.loomctl.failure.SnapshotException when there is no snapshot to compare with
   */
  public Result run(Export.Request request, SnapshotStore store) {
    StoredSnapshot latest = store.latest(request.scenario().name());
    try (Draft draft = store.draft(latest.scenario())) {
      new Export(database, clock, progress).run(request, new Export.Destination.Scratch(draft));
      SnapshotFile now = SnapshotFile.open(draft.path());
      List<TableDifference> tables =
          SnapshotComparison.compare(SnapshotFile.open(store.pathOf(latest)), now);
      return new Result(
          latest.scenario(),
          latest.version(),
          now.trailer().sha256().equals(latest.sha256()),
          tables);
    } catch (IOException e) {
      throw StoreFailure.reading(e, store.root());
    }
  }
}
