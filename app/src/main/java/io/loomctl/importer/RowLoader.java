package io.loomctl.importer;

import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import io.loomctl.progress.ProgressListener;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Streams a table's rows from the snapshot to the server, and remembers which ones it has seen. */
final class RowLoader {

  private final Session session;
  private final SnapshotBody body;
  private final ProgressListener progress;
  private final Set<TableName> verified = new TreeSet<>();

  RowLoader(Session session, SnapshotBody body, ProgressListener progress) {
    this.session = session;
    this.body = body;
    this.progress = progress;
  }

  /** The rows into a temporary table of their own. */
  void stage(ImportTable table) throws IOException {
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} AS t WITH NO DATA",
            table.staged(),
            table.values(Sql.of("t")),
            table.target().from()));
    copy(table, table.staged());
    session.execute(Sql.of("ANALYZE {}", table.staged()));
  }

  /** The rows straight into the target's table, which has none. */
  void copyDirectly(ImportTable table) throws IOException {
    copy(table, Sql.name(table.name().schema(), table.name().name()));
  }

  private void copy(ImportTable table, Sql into) throws IOException {
    SnapshotTrailer.Block block = block(table.name());
    progress.tableStarted(table.name().toString(), block.rows());
    Sql copy =
        table.columns().isEmpty()
            ? Sql.of("COPY {} FROM STDIN", into)
            : Sql.of("COPY {} ({}) FROM STDIN", into, table.columnList());
    long copied;
    try {
      copied =
          session.copyIn(
              copy,
              pieces -> {
                RowCount count = new RowCount(table, block);
                body.rows(
                    table.name(),
                    (content, length) -> {
                      pieces.accept(content, length);
                      count.add(length);
                    });
              });
    } catch (DatabaseException e) {
      verify(table.name());
      throw new RowFailure(body, table).explain(e);
    }
    if (copied != block.rows()) {
      throw new SnapshotException(
          Problem.at(
                  Where.file(body.file().path()),
                  "the server read "
                      + copied
                      + " rows of "
                      + table.name()
                      + " where the snapshot has "
                      + block.rows())
              .hint("restore the file with git, or export again"));
    }
    verified.add(table.name());
    progress.tableFinished(table.name().toString(), copied);
  }

  /**
   * Reads the rows of tables that were not loaded, so that the whole file is known to be intact.
   */
  void verifyOthers() throws IOException {
    for (TableName table : body.file().trailer().tables().keySet()) {
      if (!verified.contains(table)) {
        verify(table);
      }
    }
  }

  private void verify(TableName table) throws IOException {
    body.rows(table, (content, length) -> {});
    verified.add(table);
  }

  private SnapshotTrailer.Block block(TableName table) {
    return Objects.requireNonNull(body.file().trailer().tables().get(table));
  }

  /** Reports progress by the share of the bytes that were sent. */
  private final class RowCount {
    private static final long REPORT = 1 << 20;

    private final ImportTable table;
    private final SnapshotTrailer.Block block;
    private long sent;
    private long reported;

    RowCount(ImportTable table, SnapshotTrailer.Block block) {
      this.table = table;
      this.block = block;
    }

    void add(int bytes) {
      sent += bytes;
      if (sent - reported >= REPORT) {
        reported = sent;
        double share = (double) sent / block.bytes();
        progress.tableAdvanced(table.name().toString(), (long) (share * block.rows()));
      }
    }
  }
}
