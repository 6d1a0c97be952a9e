package io.loomctl.exporter;

import io.loomctl.database.Session;
import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.Problem;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.OrderedRows;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.snapshot.RowBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Streams one table's rows from the server to a stream as COPY text.
 *
 * @param stop set when the export has failed elsewhere
 */
record TableRows(
    SelectedTable table, String encoding, ProgressListener progress, AtomicBoolean stop) {

  /** Rows between two reports of progress. */
  private static final int REPORT = 8192;

  RowBlock.Summary copy(Session session, OutputStream out) throws IOException {
    String name = table.name().toString();
    long expected =
        table.whole() ? table.table().table().estimatedRows() : table.owned() + table.required();
    progress.tableStarted(name, expected);
    RowBlock block = new RowBlock(out);
    long counted =
        session.copyOut(
            new OrderedRows(table, encoding).query(),
            line -> {
              block.row(line);
              if (block.rows() % REPORT == 0) {
                progress.tableAdvanced(name, block.rows());
                checkStop();
              }
            });
    RowBlock.Summary summary = block.finish();
    if (counted != summary.rows()) {
      throw new IllegalStateException(
          "the server sent "
              + counted
              + " rows of "
              + name
              + ", but "
              + summary.rows()
              + " arrived");
    }
    progress.tableFinished(name, summary.rows());
    return summary;
  }

  private void checkStop() {
    if (stop.get()) {
      throw new InterruptedCommandException(Problem.of("interrupted"));
    }
  }
}
