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
 * @param scratch a folder for unnamed files
 */
record Delta(Export.Since since, ScenarioPlan plan, Path scratch) {

  /** A delta in a file. */
  record Made(Draft file, SnapshotTrailer whole, DeltaSummary summary) {}

  Made of(Draft exported) throws IOException {
    if (since.time().isEmpty()) {
      return of(exported.snapshot());
    }
    try (Draft all = Draft.unnamed(scratch)) {
      new Overlay(since.base(), exported.snapshot()).write(all.stream());
      return of(all.snapshot());
    }
  }

  private Made of(SnapshotFile newer) throws IOException {
    Draft delta = Draft.unnamed(scratch);
    try (DeltaWriter writer = new DeltaWriter(since.base(), newer)) {
      DeltaSummary summary = writer.write(since.time(), this::deletion, delta.stream());
      return new Made(delta, newer.trailer(), summary);
    } catch (IOException | RuntimeException e) {
      delta.close();
      throw e;
    }
  }

  /** Deletes the rows that the scenario owns where the delta runs, and that the delta removes. */
  private Optional<String> deletion(SnapshotHeader header) {
    if (!header.withheld().isEmpty()) {
      return Optional.empty();
    }
    LoadScript script = header.script();
    List<TableName> tables = header.delta().orElseThrow().tables();
    return OwnedRowsDeletion.of(
            plan,
            tables::contains,
            name -> script.stays(header.table(name).orElseThrow(), Sql.of("loomctl_row")))
        .map(Sql::text);
  }
}
