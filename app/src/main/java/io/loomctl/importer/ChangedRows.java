package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.database.Session;
import io.loomctl.failure.SnapshotException;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.OrderedRows;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.RowMerge;
import io.loomctl.snapshot.RowOrder;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.List;

/**
 * Leaves out of a table's rows those that the target has in the same words already: the target's
 * rows are read in the snapshot's order and both are merged as streams. What is left, few rows as a
 * rule, is staged.
 */
record ChangedRows(
    Session session, ConfiguredSchema schema, SnapshotFile file, ProgressListener progress) {

  /** A target this much larger than the snapshot is better looked up in than read. */
  private static final int MUCH_LARGER = 4;

  private static final int FEW = 10_000;

  /**
   * What the two sides do not share.
   *
   * @param rows those of the snapshot that are new or different
   * @param surplus those that only the target has
   */
  record Found(Spool rows, Spool surplus) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      try (rows;
          surplus) {
        return;
      }
    }
  }

  /**
   * Whether the rows can be merged: sorted alike, by a key that the target keeps unique, and
   * written alike, because the columns are of the same types and mean the same.
   */
  boolean mayFind(ImportTable table, StagedTables staged) {
    List<ColumnHeader> inSnapshot = table.header().columns();
    List<Column> inTarget = table.target().columns();
    boolean alike = inSnapshot.size() == inTarget.size() && !inTarget.isEmpty();
    for (int i = 0; alike && i < inTarget.size(); i++) {
      alike =
          inSnapshot.get(i).name().equals(inTarget.get(i).name())
              && inSnapshot.get(i).type().equals(inTarget.get(i).type());
    }
    long expected = table.target().table().estimatedRows();
    return alike
        && !table.matchesWholeRows()
        && !movesItself(table, staged)
        && table.header().sort().equals(table.target().sort())
        && table.target().table().isUnique(table.key())
        && expected <= MUCH_LARGER * file.trailer().block(table.name()).rows() + FEW
        && table.columns().stream()
            .noneMatch(column -> TargetValues.moves(staged, table, column.name()));
  }

  /** A table's references to its own rows move when these rows turn out to have other ids. */
  private static boolean movesItself(ImportTable table, StagedTables staged) {
    return staged.references(table).stream()
        .anyMatch(
            reference ->
                reference.isSelfReference()
                    && reference.parentColumns().stream().anyMatch(table.surrogates()::contains));
  }

  /** Reads and merges both sides. */
  Found find(ImportTable table) throws IOException {
    Found found = new Found(new Spool(), new Spool());
    try {
      session.usePinnedSearchPath();
      merge(table, found);
      session.useOwnSearchPath();
      return found;
    } catch (IOException | RuntimeException e) {
      found.close();
      throw e;
    }
  }

  private void merge(ImportTable table, Found found) throws IOException {
    SnapshotException damage = BlockRows.misshapen(file, table.name());
    int columns = table.columns().size();
    RowProgress read = new RowProgress(progress, table, file.trailer().block(table.name()));
    RowOrder order = RowOrder.of(table.header(), table.header());
    try (RowLines left = new RowLines(session.openCopyOut(query(table)), columns, damage);
        RowLines right =
            new RowLines(read.of(BlockRows.open(file, table.name())), columns, damage)) {
      new RowMerge(order::compare, true).run(left, right, new Split(found.rows, found.surplus));
    }
  }

  private Sql query(ImportTable table) {
    Sql from = Sql.of("FROM {} AS loomctl_row", table.target().from());
    SelectedTable all = new SelectedTable(table.target(), true, 0, 0, from);
    return new OrderedRows(all, schema.catalog().encoding()).query();
  }

  private record Split(Spool rows, Spool surplus) implements RowMerge.Changes {

    @Override
    public void added(RowLines row) throws IOException {
      rows.add(row);
    }

    @Override
    public void removed(RowLines row) throws IOException {
      surplus.add(row);
    }

    @Override
    public void changed(RowLines before, RowLines after) throws IOException {
      rows.add(after);
    }
  }
}
