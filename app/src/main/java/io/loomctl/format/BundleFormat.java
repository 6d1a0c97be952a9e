package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotFormat;
import io.loomctl.snapshot.SnapshotParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A tar of an index and a file of COPY text for each table. The same snapshot has the same bytes:
 * the entries' order, owners, modes and times are given by it.
 */
final class BundleFormat implements SnapshotFormat {

  private static final int LONGEST_INDEX = 64 << 20;
  private static final int PIECE = 1 << 16;
  private static final int READABLE = 0100644;

  @Override
  public void write(SnapshotFile snapshot, OutputStream out) throws IOException {
    BundleIndex index = new BundleIndex(SnapshotParts.of(snapshot));
    byte[] json = index.json();
    // Finished and not closed: the stream below stays open.
    TarArchiveOutputStream tar = tar(out);
    FileTime time = FileTime.from(snapshot.header().createdAt());
    add(tar, entry(BundleIndex.NAME, json.length, time), new ByteArrayInputStream(json));
    for (BundleIndex.File file : index.files()) {
      try (InputStream rows = BlockRows.open(snapshot, file.table())) {
        add(tar, entry(file.name(), file.block().bytes(), time), rows);
      }
    }
    tar.finish();
  }

  /** Sizes of more than 8 GiB are written as GNU tar does it. */
  private static TarArchiveOutputStream tar(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.US_ASCII.name());
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    return tar;
  }

  private static TarArchiveEntry entry(String name, long bytes, FileTime time) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes);
    entry.setMode(READABLE);
    entry.setLastModifiedTime(time);
    return entry;
  }

  private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, InputStream content)
      throws IOException {
    tar.putArchiveEntry(entry);
    content.transferTo(tar);
    tar.closeArchiveEntry();
  }

  @Override
  public Map<TableName, Origin.Lines> read(InputStream in, OutputStream sql, Path scratch)
      throws IOException, MalformedException {
    TarInput tar = new TarInput(in);
    BundleIndex index = BundleIndex.read(index(tar));
    Iterator<BundleIndex.File> files = index.files().iterator();
    index.parts().write(sql, (table, out) -> rows(tar, files.next(), out));
    tar.end();
    return Map.of();
  }

  private static byte[] index(TarInput tar) throws IOException, MalformedException {
    long size = tar.next(BundleIndex.NAME);
    if (size > LONGEST_INDEX) {
      throw new MalformedException(
          "the bundle's " + BundleIndex.NAME + " has " + size + " bytes: that is too long");
    }
    Bytes json = new Bytes();
    byte[] piece = new byte[PIECE];
    int read;
    while ((read = tar.read(piece)) >= 0) {
      json.write(piece, 0, read);
    }
    return json.toByteArray();
  }

  private static RowBlock.Summary rows(TarInput tar, BundleIndex.File file, OutputStream out)
      throws IOException, MalformedException {
    tar.next(file.name(), file.block().bytes());
    RowBlock block = new RowBlock(out);
    byte[] piece = new byte[PIECE];
    int read;
    while ((read = tar.read(piece)) >= 0) {
      block.piece(piece, read);
    }
    return block.finish();
  }
}
