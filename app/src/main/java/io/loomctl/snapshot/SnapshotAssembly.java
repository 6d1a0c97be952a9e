package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts a snapshot together from its parts, whose order does not matter: rows are kept in a file
 * until all are there.
 */
public final class SnapshotAssembly implements AutoCloseable {

  /** Takes the rows of one table. */
  @FunctionalInterface
  public interface Rows {
    void writeTo(RowBlock block) throws IOException, MalformedException;
  }

  /** Rows that were kept. */
  private record Kept(long offset, RowBlock.Summary summary) {}

  private final SnapshotParts parts;

  /** Those with rows: in a delta, only those that changed. */
  private final Set<TableName> tables;

  private final FileChannel kept;
  private final Map<TableName, Kept> blocks = new HashMap<>();

  /**
   * Nothing but the frame.
   *
   * @param declared what the rows will have to be
   * @param scratch a file for rows, which is gone when this is closed
   */
  public SnapshotAssembly(
      SnapshotHeader header, BodyStatements statements, SnapshotTrailer declared, Path scratch)
      throws IOException {
    this.parts = new SnapshotParts(header, statements, declared);
    this.tables =
        parts.tables().stream()
            .map(TableHeader::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.kept =
        FileChannel.open(
            scratch,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  public SnapshotHeader header() {
    return parts.header();
  }

  /**
   * Takes the rows of a table, each as COPY text with its line end.
   *
   * @throws MalformedException when the snapshot does not have the table, or has its rows already
   */
  public void rows(TableName table, Rows rows) throws IOException, MalformedException {
    if (!tables.contains(table)) {
      throw new MalformedException("there are rows of " + table + ", which is not announced");
    }
    if (blocks.containsKey(table)) {
      throw new MalformedException("the rows of " + table + " are there twice");
    }
    long offset = kept.position();
    RowBlock block = new RowBlock(Channels.newOutputStream(kept));
    rows.writeTo(block);
    blocks.put(table, new Kept(offset, block.finish()));
  }

  /**
   * Writes the snapshot.
   *
   * @throws MalformedException when it is not the one that was declared
   */
  public void finish(OutputStream out) throws IOException, MalformedException {
    for (TableName table : tables) {
      check(table);
    }
    parts.write(out, this::copy);
  }

  private void check(TableName table) throws MalformedException {
    Kept there = blocks.get(table);
    SnapshotTrailer.Block block = parts.declared().tables().get(table);
    if (there == null || block == null) {
      throw new MalformedException("the rows of " + table + " are missing");
    }
    if (!there.summary.sha256().equals(block.sha256())) {
      throw new MalformedException(
          "the rows of " + table + " were changed: their checksum differs");
    }
  }

  private RowBlock.Summary copy(TableName table, OutputStream out) throws IOException {
    Kept there = Objects.requireNonNull(blocks.get(table));
    long end = there.offset + there.summary.bytes();
    for (long at = there.offset; at < end; ) {
      at += kept.transferTo(at, end - at, Channels.newChannel(out));
    }
    return there.summary;
  }

  @Override
  public void close() throws IOException {
    kept.close();
  }
}
