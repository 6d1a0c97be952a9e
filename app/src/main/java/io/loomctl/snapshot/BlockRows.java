package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads one table's rows of a snapshot, one line at a time, and checks them against the trailer
 * when the last one was read.
 */
final class BlockRows implements AutoCloseable {

  private final SnapshotFile file;
  private final TableName table;
  private final SnapshotTrailer.Block block;
  private final InputStream in;
  private final MessageDigest digest = DigestUtils.getSha256Digest();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private long left;

  private BlockRows(
      SnapshotFile file, TableName table, SnapshotTrailer.Block block, InputStream in) {
    this.file = file;
    this.table = table;
    this.block = block;
    this.in = in;
    this.left = block.bytes();
  }

  /** Opens the rows of a table; a table that the snapshot does not have has none. */
  static BlockRows open(SnapshotFile file, TableName table) throws IOException {
    SnapshotTrailer.Block block = file.trailer().tables().get(table);
    if (block == null) {
      SnapshotTrailer.Block none =
          new SnapshotTrailer.Block(0, 0, 0, 0, DigestUtils.sha256Hex(new byte[0]));
      return new BlockRows(file, table, none, InputStream.nullInputStream());
    }
    FileChannel channel = FileChannel.open(file.path());
    channel.position(file.bodyStart() + Math.min(block.offset(), file.bytes()));
    return new BlockRows(
        file, table, block, new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
  }

  /**
   * The next row with its line end, or nothing after the last one.
   *
   * @throws SnapshotException when the rows are not those that were written
   */
  byte @Nullable [] next() throws IOException {
    if (left == 0) {
      if (!HexFormat.of().formatHex(digest.digest()).equals(block.sha256())) {
        throw damaged();
      }
      return null;
    }
    line.reset();
    int read;
    do {
      read = in.read();
      if (read < 0 || left == 0) {
        throw damaged();
      }
      line.write(read);
      left--;
    } while (read != '\n');
    byte[] row = line.toByteArray();
    digest.update(row);
    return row;
  }

  SnapshotException damaged() {
    return new SnapshotException(
        Problem.at(
                Where.file(file.path()),
                "the rows of " + table + " were changed: their checksum differs")
            .hint("restore the file with git, or export again"));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
