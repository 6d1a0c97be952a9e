package io.loomctl.delta;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** How rows of snapshots and of deltas are read. */
final class Rows {

  private static final int SMALLEST = 1 << 9;
  private static final int LARGEST = 1 << 18;

  private Rows() {}

  /** The rows of a table; none when the snapshot does not have it. */
  static RowLines of(SnapshotFile file, TableHeader table) throws IOException {
    if (!file.trailer().tables().containsKey(table.name())) {
      return lines(InputStream.nullInputStream(), file, table, table.columns().size(), 0);
    }
    InputStream rows = BlockRows.open(file, table.name());
    return lines(rows, file, table, table.columns().size(), bytes(file, table));
  }

  /** The rows of a delta, each with its mark. */
  static RowLines ofDelta(SnapshotFile delta, TableHeader table) throws IOException {
    InputStream rows = BlockRows.open(delta, table.name());
    return lines(rows, delta, table, table.columns().size() + 1, bytes(delta, table));
  }

  /** Rows that are on their way into a delta of a snapshot. */
  static RowLines marked(MarkedRows rows, SnapshotFile newer, TableHeader table)
      throws IOException {
    return lines(rows.read(), newer, table, table.columns().size() + 1, rows.bytes());
  }

  private static long bytes(SnapshotFile file, TableHeader table) {
    return file.trailer().block(table.name()).bytes();
  }

  /** A database can have hundreds of tables with a few rows: small ones get small buffers. */
  private static RowLines lines(
      InputStream in, SnapshotFile file, TableHeader table, int columns, long bytes) {
    int buffer = (int) Math.min(Math.max(bytes, SMALLEST), LARGEST);
    return new RowLines(in, columns, BlockRows.misshapen(file, table.name()), buffer);
  }

  /** A row of a delta without its mark, line end included. */
  static byte[] withoutMark(RowLines row, TableHeader table) {
    int from = table.columns().isEmpty() ? row.end() - 1 : row.from(1);
    return Arrays.copyOfRange(row.bytes(), from, row.end());
  }

  /** A row as it stands, line end included. */
  static byte[] line(RowLines row) {
    return Arrays.copyOfRange(row.bytes(), row.start(), row.end());
  }

  static TableHeader table(SnapshotFile file, TableName name) {
    return file.header().table(name).orElseThrow();
  }
}
