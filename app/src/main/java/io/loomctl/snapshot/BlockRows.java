package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The bytes of one table's rows in a snapshot, hashed on their way; when the last one was read they
 * are checked against the trailer.
 */
public final class BlockRows extends InputStream {

  private final InputStream in;
  private final SnapshotException damage;
  private final SnapshotException foreign;
  private final String sha256;
  private final MessageDigest digest = DigestUtils.getSha256Digest();
  private final long rows;
  private long left;
  private long lines;
  private boolean checked;

  private BlockRows(InputStream in, SnapshotFile file, TableName table) {
    SnapshotTrailer.Block block = file.trailer().block(table);
    this.in = in;
    this.damage = damaged(file, table);
    this.foreign = foreign(file, table);
    this.sha256 = block.sha256();
    this.rows = block.rows();
    this.left = block.bytes();
  }

  /** Opens the rows of a table that the snapshot has. */
  public static BlockRows open(SnapshotFile file, TableName table) throws IOException {
    SnapshotTrailer.Block block = file.trailer().block(table);
    return new BlockRows(file.rows(block), file, table);
  }

  /** That the rows are not those that were written. */
  public static SnapshotException damaged(SnapshotFile file, TableName table) {
    return new SnapshotException(
        Problem.at(
                Where.file(file.place()),
                "the rows of " + table + " were changed: their checksum differs")
            .hint("restore the file with git, or export again"));
  }

  /** That a row has more or fewer values than the table has columns, or does not end. */
  public static SnapshotException misshapen(SnapshotFile file, TableName table) {
    return new SnapshotException(
        Problem.at(
                Where.file(file.place()),
                "a row of " + table + " does not have the values that the header announces")
            .hint("restore the file with git, or export again"));
  }

  /** COPY escapes carriage returns; one as it is would be taken for a part of the line's end. */
  private static SnapshotException foreign(SnapshotFile file, TableName table) {
    return new SnapshotException(
        Problem.at(
                Where.file(file.place()),
                "the rows of " + table + " hold a carriage return or a zero byte as it is")
            .hint("restore the file with git, or export again"));
  }

  /**
   * Reads what comes next.
   *
   * @throws SnapshotException when the rows are not those that were written
   */
  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (left == 0) {
      check();
      return -1;
    }
    int read = in.read(into, from, (int) Math.min(length, left));
    if (read < 0) {
      throw damage;
    }
    digest.update(into, from, read);
    if (LineBytes.anyForeign(into, from, from + read)) {
      throw foreign;
    }
    lines += LineBytes.lines(into, from, from + read);
    left -= read;
    return read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  private void check() {
    if (!checked && (lines != rows || !HexFormat.of().formatHex(digest.digest()).equals(sha256))) {
      throw damage;
    }
    checked = true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
