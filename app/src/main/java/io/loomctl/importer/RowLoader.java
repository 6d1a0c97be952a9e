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
import java.util.Locale;
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

  /** All rows into a temporary table of their own. */
  void stage(ImportTable table) throws IOException {
    create(table, table.staged());
    long copied = copy(table, table.staged());
    if (copied != block(table.name()).rows()) {
      throw misread(table, copied, block(table.name()).rows());
    }
    session.execute(Sql.of("ANALYZE {}", table.staged()));
  }

  /**
   * Rows that were found to be new or different into a temporary table, and those that only the
   * target has into another.
   */
  void stage(ImportTable table, ChangedRows.Found found) throws IOException {
    create(table, table.staged());
    create(table, table.surplus());
    copy(table, table.staged(), found.rows());
    copy(table, table.surplus(), found.surplus());
    session.execute(Sql.of("ANALYZE {}, {}", table.staged(), table.surplus()));
    verified.add(table.name());
    progress.tableFinished(table.name().toString(), block(table.name()).rows());
  }

  private void create(ImportTable table, Sql temporary) {
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} AS t WITH NO DATA",
            temporary,
            table.values(Sql.of("t")),
            table.target().from()));
  }

  /** The rows straight into the target's table, which has none. */
  void copyDirectly(ImportTable table) throws IOException {
    long copied = copy(table, Sql.name(table.name().schema(), table.name().name()));
    if (copied != block(table.name()).rows()) {
      throw TriggersOff.keptBack(copied, block(table.name()).rows());
    }
  }

  private long copy(ImportTable table, Sql into) throws IOException {
    RowProgress count = new RowProgress(progress, table, block(table.name()));
    long copied;
    try {
      copied =
          session.copyIn(
              copyFrom(table, into),
              pieces ->
                  body.rows(
                      table.name(),
                      (content, length) -> {
                        pieces.accept(content, length);
                        count.add(length);
                      }));
    } catch (DatabaseException e) {
      verify(table.name());
      throw RowFailure.of(body, table).explain(e);
    }
    verified.add(table.name());
    progress.tableFinished(table.name().toString(), copied);
    return copied;
  }

  /** The server takes a line with nothing but {@code \\.} for the end. */
  private SnapshotException misread(ImportTable table, long copied, long rows) {
    return new SnapshotException(
        Problem.at(
                Where.file(body.file().place()),
                String.format(
                    Locale.ROOT,
                    "the server read %,d rows of %s where the snapshot has %,d",
                    copied,
                    table.name(),
                    rows))
            .hint("restore the file with git, or export again"));
  }

  private void copy(ImportTable table, Sql into, Spool spool) throws IOException {
    long copied;
    try {
      copied = session.copyIn(copyFrom(table, into), spool::writeTo);
    } catch (DatabaseException e) {
      throw RowFailure.of(body, table).explain(e, spool);
    }
    if (copied != spool.rows()) {
      throw misread(table, copied, spool.rows());
    }
  }

  private static Sql copyFrom(ImportTable table, Sql into) {
    return table.columns().isEmpty()
        ? Sql.of("COPY {} FROM STDIN", into)
        : Sql.of("COPY {} ({}) FROM STDIN", into, table.columnList());
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
    body.rows(table, (content, length) -> session.checkCancelled());
    verified.add(table);
  }

  private SnapshotTrailer.Block block(TableName table) {
    return body.file().trailer().block(table);
  }
}
