package io.loomctl.delta;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.BodyScript;
import io.loomctl.snapshot.BodyStatements;
import io.loomctl.snapshot.DeltaHeader;
import io.loomctl.snapshot.DeltaMark;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.RowOrder;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Makes the whole snapshot of a delta and its base, byte for byte as it was exported. */
public final class DeltaMerge {

  private final SnapshotFile base;
  private final SnapshotFile delta;
  private final DeltaHeader header;

  /**
   * A merge that was not done yet.
   *
   * @param base a whole snapshot
   */
  public DeltaMerge(SnapshotFile base, SnapshotFile delta) {
    this.base = base;
    this.delta = delta;
    this.header = delta.header().delta().orElseThrow();
  }

  /**
   * Writes the whole snapshot.
   *
   * @throws SnapshotException when the base is not the one that the delta was made of, or either of
   *     them was changed
   */
  public void write(OutputStream out) throws IOException {
    if (!base.trailer().sha256().equals(header.baseSha256())) {
      throw otherBase();
    }
    BodyStatements statements =
        SnapshotBody.open(delta).statements().withDeletion(header.deletion());
    SnapshotHeader whole = delta.header().withDelta(Optional.empty());
    SnapshotWriter writer = new SnapshotWriter(out, whole);
    new BodyScript(writer, whole.script())
        .write(
            statements,
            (table, copy) ->
                writer.block(
                    table.name(),
                    copy,
                    header.full().block(table.name()).required(),
                    rows -> rows(table, rows)));
    SnapshotTrailer written = writer.finish();
    if (!written.tables().equals(header.full().tables())
        || !written.sha256().equals(header.full().sha256())) {
      throw otherBase();
    }
  }

  private RowBlock.Summary rows(TableHeader table, OutputStream out) throws IOException {
    if (!delta.trailer().tables().containsKey(table.name())) {
      return unchanged(table.name(), out);
    }
    RowBlock block = new RowBlock(out);
    try (RowLines before = Rows.of(base, table);
        RowLines changes = Rows.ofDelta(delta, table)) {
      merge(table, before, changes, block);
      while (before.next()) {
        block.row(Rows.line(before));
      }
    } catch (MalformedException e) {
      throw SnapshotFile.malformed(delta.origin(), e);
    }
    return block.finish();
  }

  private RowBlock.Summary unchanged(TableName table, OutputStream out) throws IOException {
    SnapshotTrailer.Block block = base.trailer().tables().get(table);
    if (block == null) {
      return new RowBlock(out).finish();
    }
    try (BlockRows rows = BlockRows.open(base, table)) {
      rows.transferTo(out);
    }
    return new RowBlock.Summary(block.rows(), block.bytes(), block.sha256());
  }

  /** Leaves behind the rows of the base that follow the last change. */
  private void merge(TableHeader table, RowLines before, RowLines changes, RowBlock block)
      throws IOException, MalformedException {
    RowOrder order = RowOrder.of(table, table.marked(DeltaMark.COLUMN));
    boolean there = before.next();
    while (changes.next()) {
      DeltaMark mark = DeltaMark.of(changes);
      for (; there && order.compare(before, changes) < 0; there = before.next()) {
        block.row(Rows.line(before));
      }
      byte[] row = Rows.withoutMark(changes, table);
      if (mark.isInBase()) {
        if (!there || !Arrays.equals(row, Rows.line(before))) {
          throw notThere(table.name());
        }
        there = before.next();
      }
      if (mark.isInNewer()) {
        block.row(row);
      }
    }
    if (there) {
      block.row(Rows.line(before));
    }
  }

  private SnapshotException otherBase() {
    return failure("it does not fit its base: one of the two was changed");
  }

  private SnapshotException notThere(TableName table) {
    return failure("it changes a row of " + table + " that its base does not have");
  }

  private SnapshotException failure(String message) {
    return new SnapshotException(
        Problem.at(Where.file(delta.place()), message)
            .hint("restore both files with git, or export again without --since"));
  }
}
