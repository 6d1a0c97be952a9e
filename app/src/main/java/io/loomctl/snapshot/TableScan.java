package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a table's rows from the first to the last, holding one at a time. It does not compare them
 * with their checksum; {@link SnapshotVerification} does.
 */
public final class TableScan {

  /** Hears of each row. */
  @FunctionalInterface
  public interface Visitor {
    void row(RowFields row);
  }

  private static final int BUFFER = 1 << 16;

  private final SnapshotFile file;
  private final TableName table;
  private final RowFields row = new RowFields();
  private byte[] buffer = new byte[BUFFER];
  private int used;

  private TableScan(SnapshotFile file, TableName table) {
    this.file = file;
    this.table = table;
  }

  /**
   * Reads the rows of a table; a table that the snapshot does not have has none.
   *
   * @throws SnapshotException when the rows do not end where the trailer says
   */
  public static void run(SnapshotFile file, TableName table, Visitor visitor) throws IOException {
    new TableScan(file, table).run(visitor);
  }

  private void run(Visitor visitor) throws IOException {
    SnapshotTrailer.Block block = file.trailer().tables().get(table);
    if (block == null) {
      return;
    }
    try (InputStream in = file.rows(block)) {
      for (long left = block.bytes(); left > 0; ) {
        left -= fill(in, left);
        visitRows(visitor);
      }
    }
    if (used > 0) {
      throw damaged();
    }
  }

  private int fill(InputStream in, long left) throws IOException {
    if (used == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * used);
    }
    int wanted = (int) Math.min(buffer.length - used, left);
    int read = in.read(buffer, used, wanted);
    if (read < 0) {
      throw damaged();
    }
    used += read;
    return read;
  }

  /** Tells of the whole rows in the buffer and keeps the beginning of the next one. */
  private void visitRows(Visitor visitor) {
    int from = 0;
    for (int at = 0; at < used; at++) {
      if (buffer[at] == '\n') {
        row.set(buffer, from, at);
        visitor.row(row);
        from = at + 1;
      }
    }
    System.arraycopy(buffer, from, buffer, 0, used - from);
    used -= from;
  }

  private SnapshotException damaged() {
    return new SnapshotException(
        Problem.at(
                Where.file(file.place()), "the rows of " + table + " do not end where they should")
            .hint("restore the file with git, or export again"));
  }
}
