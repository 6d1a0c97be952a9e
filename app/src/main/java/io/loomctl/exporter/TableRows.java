package io.loomctl.exporter;

import io.loomctl.database.CopySink;
import io.loomctl.database.Session;
import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.Problem;
import io.loomctl.masking.MaskedRows;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.OrderedRows;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.SortingWindow;
import io.loomctl.sql.Sql;
import io.loomctl.store.DraftStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Streams one table's rows from the server to a stream as COPY text.
 *
 * @param table masked already where it is to be
 * @param stop set when the export has failed elsewhere
 */
record TableRows(
    SelectedTable table,
    MaskedRows masks,
    String encoding,
    ProgressListener progress,
    AtomicBoolean stop) {

  /** Rows between two reports of progress. */
  private static final int REPORT = 8192;

  /** Makes a session ready that is not the one that the rows were selected in. */
  void prepare(Session session) {
    if (masks.masks(table.name())) {
      masks.prepare(session);
    }
  }

  RowBlock.Summary copy(Session session, OutputStream out) throws IOException {
    String name = table.name().toString();
    long expected =
        table.whole() ? table.table().table().estimatedRows() : table.owned() + table.required();
    progress.tableStarted(name, expected);
    RowBlock.Summary summary = masks.read(session, table.name(), () -> copyInOrder(session, out));
    progress.tableFinished(name, summary.rows());
    return summary;
  }

  private RowBlock.Summary copyInOrder(Session session, OutputStream out) throws IOException {
    StoredOrder stored = new StoredOrder(table, masks.columns(table.name()));
    if (out instanceof DraftStream draft && stored.isLikely(session)) {
      long before = draft.length();
      RowBlock block = new RowBlock(draft);
      SortingWindow window = stored.window(block::row);
      long counted = stored.copy(session, new Reporting(window::row));
      if (window.finish()) {
        return finish(block, counted);
      }
      draft.truncate(before);
    }
    RowBlock block = new RowBlock(out);
    Sql ordered = Sql.of("({})", new OrderedRows(table, encoding).query());
    return finish(block, session.copyOut(ordered, new Reporting(block::row)));
  }

  /** Tells of the rows that arrive, and stops between two of them. */
  private final class Reporting implements CopySink {

    private final CopySink sink;
    private long rows;

    Reporting(CopySink sink) {
      this.sink = sink;
    }

    @Override
    public void row(byte[] line) throws IOException {
      sink.row(line);
      rows++;
      if (rows % REPORT == 0) {
        progress.tableAdvanced(table.name().toString(), rows);
        checkStop();
      }
    }
  }

  private RowBlock.Summary finish(RowBlock block, long counted) throws IOException {
    RowBlock.Summary summary = block.finish();
    if (counted != summary.rows()) {
      throw new IllegalStateException(
          "the server sent "
              + counted
              + " rows of "
              + table.name()
              + ", but "
              + summary.rows()
              + " arrived");
    }
    return summary;
  }

  private void checkStop() {
    if (stop.get()) {
      throw new InterruptedCommandException(Problem.of("interrupted"));
    }
  }
}
