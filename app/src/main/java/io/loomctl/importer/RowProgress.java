package io.loomctl.importer;

import io.loomctl.progress.ProgressListener;
import io.loomctl.snapshot.SnapshotTrailer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reports how many of a table's rows have been read, by their share of the bytes. */
final class RowProgress {

  private static final long REPORT = 1 << 20;

  private final ProgressListener progress;
  private final String table;
  private final SnapshotTrailer.Block block;
  private long read;
  private long reported;

  /** The rows begin to flow. */
  RowProgress(ProgressListener progress, ImportTable table, SnapshotTrailer.Block block) {
    this.progress = progress;
    this.table = table.name().toString();
    this.block = block;
    progress.tableStarted(this.table, block.rows());
  }

  void add(int bytes) {
    read += bytes;
    if (read - reported >= REPORT) {
      reported = read;
      double share = (double) read / block.bytes();
      progress.tableAdvanced(table, (long) (share * block.rows()));
    }
  }

  /** A stream of the rows that reports how far it has been read. */
  InputStream of(InputStream rows) {
    return new FilterInputStream(rows) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        add(Math.max(0, count));
        return count;
      }
    };
  }
}
