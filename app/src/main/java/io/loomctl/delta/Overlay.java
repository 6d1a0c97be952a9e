package io.loomctl.delta;

import io.loomctl.snapshot.BodyScript;
import io.loomctl.snapshot.BodyStatements;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.RowOrder;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A snapshot with the rows of another one laid over it: rows that both have are those of the other,
 * and none is removed.
 */
public record Overlay(SnapshotFile below, SnapshotFile above) {

  /** Writes the result, with the header of what is laid over. */
  public void write(OutputStream out) throws IOException {
    SameScope.check(below.header(), above.header());
    BodyStatements statements = SnapshotBody.open(above).statements();
    SnapshotWriter writer = new SnapshotWriter(out, above.header());
    new BodyScript(writer, above.header().script())
        .write(
            statements,
            (table, copy) -> {
              long required = above.trailer().block(table.name()).required();
              writer.block(table.name(), copy, required, rows -> merge(table, new RowBlock(rows)));
            });
    writer.finish();
  }

  private RowBlock.Summary merge(TableHeader table, RowBlock block) throws IOException {
    RowOrder order = RowOrder.of(table, table);
    try (RowLines left = Rows.of(below, table);
        RowLines right = Rows.of(above, table)) {
      boolean leftThere = left.next();
      boolean rightThere = right.next();
      while (leftThere || rightThere) {
        int side = !leftThere ? 1 : !rightThere ? -1 : order.compare(left, right);
        block.row(Rows.line(side < 0 ? left : right));
        leftThere = side > 0 ? leftThere : left.next();
        rightThere = side < 0 ? rightThere : right.next();
      }
    }
    return block.finish();
  }
}
