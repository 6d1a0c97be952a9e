package io.loomctl.comparison;

import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.RowMerge;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.util.Optional;

/** Brings the rows of one table together and counts how they differ. */
final class TableComparison {

  /** Hears of rows that are not the same. */
  interface Listener {
    void added(RowLines row) throws IOException;

    void removed(RowLines row) throws IOException;

    void modified(RowLines before, RowLines after) throws IOException;
  }

  private final TablePair pair;
  private final SnapshotFile from;
  private final SnapshotFile to;
  private final Matching matching;
  private final TableRows rows;

  TableComparison(
      TablePair pair, SnapshotFile from, SnapshotFile to, Matching matching, TableRows rows) {
    this.pair = pair;
    this.from = from;
    this.to = to;
    this.matching = matching;
    this.rows = rows;
  }

  TableDifference run(Listener listener) throws IOException {
    Counter counter = new Counter(listener);
    try (RowLines left = open(from, pair.from(), true);
        RowLines right = open(to, pair.to(), false)) {
      matching.merge().run(left, right, counter);
    }
    long before = pair.from().map(table -> pair.block(from).rows()).orElse(0L);
    long after = pair.to().map(table -> pair.block(to).rows()).orElse(0L);
    long unchanged = before - counter.removed - counter.modified;
    if (unchanged < 0 || unchanged != after - counter.added - counter.modified) {
      throw BlockRows.damaged(pair.to().isPresent() ? to : from, pair.name());
    }
    return new TableDifference(
        pair.name(), counter.added, counter.removed, counter.modified, unchanged);
  }

  private RowLines open(SnapshotFile file, Optional<TableHeader> table, boolean isLeft)
      throws IOException {
    if (table.isEmpty()) {
      return TableRows.none(file, pair.newest());
    } else if (matching instanceof Matching.SortedAnew anew) {
      return rows.sortedAnew(file, table.get(), isLeft ? anew.left() : anew.right());
    }
    return rows.open(file, table.get());
  }

  private final class Counter implements RowMerge.Changes {
    private final Listener listener;
    private long added;
    private long removed;
    private long modified;

    Counter(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void added(RowLines row) throws IOException {
      added++;
      listener.added(row);
    }

    @Override
    public void removed(RowLines row) throws IOException {
      removed++;
      listener.removed(row);
    }

    @Override
    public void changed(RowLines before, RowLines after) throws IOException {
      if (matching.layout().differs(before, after)) {
        modified++;
        listener.modified(before, after);
      }
    }
  }
}
