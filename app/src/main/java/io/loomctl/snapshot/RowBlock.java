package io.loomctl.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The rows of one table on their way to a file: counted, hashed, and passed on in large pieces.
 * Used by one thread at a time.
 */
public final class RowBlock {

  /** What went through a block. */
  public record Summary(long rows, long bytes, String sha256) {}

  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final MessageDigest digest = DigestUtils.getSha256Digest();
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private long rows;
  private long bytes;

  public RowBlock(OutputStream out) {
    this.out = out;
  }

  /** Takes one row of COPY text with its line end. */
  public void row(byte[] line) throws IOException {
    row(line, line.length);
  }

  /**
   * The same for the first bytes of an array.
   *
   * @param length how many; the array is the caller's again afterwards
   */
  public void row(byte[] line, int length) throws IOException {
    rows++;
    bytes += length;
    if (length > buffer.length - used) {
      flush();
      if (length > buffer.length) {
        pass(line, length);
        return;
      }
    }
    System.arraycopy(line, 0, buffer, used, length);
    used += length;
  }

  /** Takes some bytes of rows, whose line ends are counted. */
  public void piece(byte[] content, int length) throws IOException {
    flush();
    rows += LineBytes.lines(content, 0, length);
    bytes += length;
    pass(content, length);
  }

  /** Passes on what is left. */
  public Summary finish() throws IOException {
    flush();
    return new Summary(rows, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  public long rows() {
    return rows;
  }

  private void flush() throws IOException {
    pass(buffer, used);
    used = 0;
  }

  private void pass(byte[] content, int length) throws IOException {
    digest.update(content, 0, length);
    out.write(content, 0, length);
  }
}
