package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a snapshot says of itself after its rows.
 *
 * @param tables in the order of the file
 * @param sha256 of the body, see {@link SnapshotWriter}; the same data has the same
 * @param headerSha256 of the header lines as they stand in the file, the magic line included
 */
public record SnapshotTrailer(Map<TableName, Block> tables, String sha256, String headerSha256) {

  /**
   * The rows of one table.
   *
   * @param required how many of them came along only because a selected row references them
   * @param offset of the first row's first byte, counted from the body's first byte
   * @param bytes from there to the {@code \.} line, line ends included
   * @param sha256 of these bytes
   */
  public record Block(long rows, long required, long offset, long bytes, String sha256) {}

  public SnapshotTrailer {
    tables = new LinkedHashMap<>(tables);
  }

  /** The rows of a table that the snapshot has. */
  public Block block(TableName table) {
    return Objects.requireNonNull(tables.get(table), table::toString);
  }

  public long rows() {
    return tables.values().stream().mapToLong(Block::rows).sum();
  }
}
