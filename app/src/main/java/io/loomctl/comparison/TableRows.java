package io.loomctl.comparison;

import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.Problem;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Opens the rows of tables.
 *
 * @param scratch where rows are kept that are sorted anew; nobody else has files there
 * @param stop set when the user interrupts
 */
record TableRows(Supplier<Path> scratch, AtomicBoolean stop) {

  /** The rows as they stand in the file. */
  RowLines open(SnapshotFile file, TableHeader table) throws IOException {
    return new RowLines(
        stoppable(BlockRows.open(file, table.name())),
        table.columns().size(),
        BlockRows.damaged(file, table.name()));
  }

  /** No rows. */
  static RowLines none(SnapshotFile file, TableHeader table) {
    return new RowLines(InputStream.nullInputStream(), 0, BlockRows.damaged(file, table.name()));
  }

  /** The rows rewritten, and sorted by the bytes of their new form. */
  RowLines sortedAnew(SnapshotFile file, TableHeader table, List<Field> fields) throws IOException {
    RowSorter sorter =
        new RowSorter(scratch.get(), BlockRows.damaged(file, table.name()), RowSorter.PART);
    LineBuffer line = new LineBuffer();
    try (RowLines rows = open(file, table)) {
      while (rows.next()) {
        line.clear();
        for (Field field : fields) {
          field.write(rows, line);
          line.add((byte) '\t');
        }
        line.endLine();
        sorter.add(line);
      }
    }
    return new RowLines(
        stoppable(sorter.sorted()), fields.size(), BlockRows.damaged(file, table.name()));
  }

  /** Looks for an interruption whenever a buffer is filled. */
  private InputStream stoppable(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        if (stop.get()) {
          throw new InterruptedCommandException(Problem.of("interrupted"));
        }
        return in.read(into, from, length);
      }
    };
  }
}
