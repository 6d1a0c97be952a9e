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
    TableHeader header = header(to, table).or(() -> header(from, table)).orElseThrow();
    try (BlockRows left = BlockRows.open(from, table);
        BlockRows right = BlockRows.open(to, table)) {
      return merge(header, left, right);
    }
  }

  private static Optional<TableHeader> header(SnapshotFile file, TableName table) {
    return file.header().tables().stream()
        .filter(header -> header.name().equals(table))
        .findFirst();
  }

  private static TableDifference merge(TableHeader table, BlockRows left, BlockRows right)
      throws IOException {
    long added = 0;
    long removed = 0;
    long modified = 0;
    long unchanged = 0;
    Row before = Row.next(table, left);
    Row after = Row.next(table, right);
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
      before = order <= 0 ? Row.next(table, left) : before;
      after = order >= 0 ? Row.next(table, right) : after;
    }
    return new TableDifference(table.name(), added, removed, modified, unchanged);
  }

  private static int order(@Nullable Row before, @Nullable Row after) {
    if (before == null || after == null) {
      return before == null ? 1 : -1;
    }
    return before.key.compareTo(after.key);
  }

  private static final class Row {
    private final byte[] line;
    private final RowKey key;

    private Row(byte[] line, RowKey key) {
      this.line = line;
      this.key = key;
    }

    static @Nullable Row next(TableHeader table, BlockRows rows) throws IOException {
      byte[] line = rows.next();
      return line == null ? null : new Row(line, RowKey.of(table, line));
    }
  }
}
