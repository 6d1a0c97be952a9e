package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts how the rows of two snapshots differ, by merging them as the sorted streams that they are.
 * Tables with equal checksums are not read.
 */
public final class SnapshotComparison {

  /** How the rows of one table differ. */
  public record TableDifference(
      TableName table, long added, long removed, long modified, long unchanged) {

    public boolean isEmpty() {
      return added == 0 && removed == 0 && modified == 0;
    }
  }

  private SnapshotComparison() {}

  /**
   * Compares every table that either snapshot has.
   *
   * @throws io.loomctl.failure.SnapshotException when rows do not have their checksum
   */
  public static List<TableDifference> compare(SnapshotFile from, SnapshotFile to)
      throws IOException {
    Set<TableName> tables = new TreeSet<>(from.trailer().tables().keySet());
    tables.addAll(to.trailer().tables().keySet());
    List<TableDifference> differences = new ArrayList<>();
    for (TableName table : tables) {
      differences.add(compare(from, to, table));
    }
    return differences;
  }

  private static TableDifference compare(SnapshotFile from, SnapshotFile to, TableName table)
      throws IOException {
    SnapshotTrailer.Block before = from.trailer().tables().get(table);
    SnapshotTrailer.Block after = to.trailer().tables().get(table);
    if (before != null && after != null && before.sha256().equals(after.sha256())) {
      return new TableDifference(table, 0, 0, 0, after.rows());
    }
    Optional<TableHeader> left = header(from, table);
    Optional<TableHeader> right = header(to, table);
    if (left.isPresent() && right.isPresent() && !left.get().sort().equals(right.get().sort())) {
      // Streams in different orders cannot be merged: the table has another key now.
      long removed = before == null ? 0 : before.rows();
      return new TableDifference(table, after == null ? 0 : after.rows(), removed, 0, 0);
    }
    try (BlockRows leftRows = BlockRows.open(from, table);
        BlockRows rightRows = BlockRows.open(to, table)) {
      return merge(
          new Side(left.or(() -> right).orElseThrow(), leftRows),
          new Side(right.or(() -> left).orElseThrow(), rightRows));
    }
  }

  private static Optional<TableHeader> header(SnapshotFile file, TableName table) {
    return file.header().tables().stream()
        .filter(header -> header.name().equals(table))
        .findFirst();
  }

  private static TableDifference merge(Side left, Side right) throws IOException {
    long added = 0;
    long removed = 0;
    long modified = 0;
    long unchanged = 0;
    Row before = left.next();
    Row after = right.next();
    while (before != null || after != null) {
      int order = order(before, after);
      if (order == 0 && before != null && after != null) {
        if (Arrays.equals(before.line, after.line)) {
          unchanged++;
        } else {
          modified++;
        }
      } else if (order < 0) {
        removed++;
      } else {
        added++;
      }
      before = order <= 0 ? left.next() : before;
      after = order >= 0 ? right.next() : after;
    }
    return new TableDifference(left.table.name(), added, removed, modified, unchanged);
  }

  private static int order(@Nullable Row before, @Nullable Row after) {
    if (before == null || after == null) {
      return before == null ? 1 : -1;
    }
    return before.key.compareTo(after.key);
  }

  private record Side(TableHeader table, BlockRows rows) {

    @Nullable Row next() throws IOException {
      byte[] line = rows.next();
      if (line == null) {
        return null;
      }
      try {
        return new Row(line, RowKey.of(table, line));
      } catch (NumberFormatException e) {
        throw rows.damaged();
      }
    }
  }

  private static final class Row {
    private final byte[] line;
    private final RowKey key;

    Row(byte[] line, RowKey key) {
      this.line = line;
      this.key = key;
    }
  }
}
