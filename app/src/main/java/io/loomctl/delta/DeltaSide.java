package io.loomctl.delta;

import io.loomctl.snapshot.BodyScript;
import io.loomctl.snapshot.BodyStatements;
import io.loomctl.snapshot.DeltaMark;
import io.loomctl.snapshot.LoadScript;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a delta as they were before, or as they are afterwards, as a snapshot of their own.
 */
public enum DeltaSide {
  /** As the base has them. */
  BASE,
  /** As the newer version has them. */
  NEWER;

  private boolean has(DeltaMark mark) {
    return this == BASE ? mark.isInBase() : mark.isInNewer();
  }

  /** Writes the snapshot. */
  public void write(SnapshotFile delta, OutputStream out) throws IOException {
    List<TableHeader> tables =
        delta.header().delta().orElseThrow().tables().stream()
            .map(name -> Rows.table(delta, name))
            .toList();
    SnapshotHeader header = delta.header().withTables(LoadScript.Layout.STAGED, tables);
    BodyStatements statements =
        SnapshotBody.open(delta).statements().withDeletion(Optional.empty());
    SnapshotWriter writer = new SnapshotWriter(out, header);
    new BodyScript(writer, header.script())
        .write(
            statements,
            (table, copy) ->
                writer.block(
                    table.name(), copy, 0, rows -> copy(delta, table, new RowBlock(rows))));
    writer.finish();
  }

  private RowBlock.Summary copy(SnapshotFile delta, TableHeader table, RowBlock block)
      throws IOException {
    try (RowLines rows = Rows.ofDelta(delta, table)) {
      while (rows.next()) {
        if (has(DeltaMark.of(rows))) {
          block.row(Rows.withoutMark(rows, table));
        }
      }
    } catch (MalformedException e) {
      throw SnapshotFile.malformed(delta.origin(), e);
    }
    return block.finish();
  }
}
