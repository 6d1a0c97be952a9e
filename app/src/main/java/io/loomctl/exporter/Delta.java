package io.loomctl.exporter;

import io.loomctl.delta.DeltaSummary;
import io.loomctl.delta.DeltaWriter;
import io.loomctl.delta.Overlay;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.OwnedRowsDeletion;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.snapshot.LoadScript;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.sql.Sql;
import io.loomctl.store.Draft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the delta that leads from its base to what was exported.
 *
 * @param scratch a folder for files that are not needed afterwards
 */
record Delta(Export.Since since, ScenarioPlan plan, Path scratch) {

  /** A delta in a file. */
  record Made(Draft file, SnapshotTrailer whole, DeltaSummary summary) {}

  Made of(Draft exported) throws IOException {
    SnapshotFile newer = SnapshotFile.open(exported.path());
    if (since.time().isPresent()) {
      Draft all = Draft.create(scratch);
      new Overlay(since.base(), newer).write(all.stream());
      newer = SnapshotFile.open(all.path());
    }
    Draft delta = Draft.create(scratch);
    try (DeltaWriter writer = new DeltaWriter(since.base(), newer)) {
      DeltaSummary summary = writer.write(since.time(), this::deletion, delta.stream());
      return new Made(delta, newer.trailer(), summary);
    }
  }

  /** Deletes the rows that the scenario owns where the delta runs, and that the delta removes. */
  private Optional<String> deletion(SnapshotHeader header) {
    LoadScript script = header.script();
    List<TableName> tables = header.delta().orElseThrow().tables();
    return OwnedRowsDeletion.of(
            plan,
            tables::contains,
            name -> script.stays(header.table(name).orElseThrow(), Sql.of("loomctl_row")))
        .map(Sql::text);
  }
}
