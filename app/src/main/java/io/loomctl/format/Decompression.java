package io.loomctl.format;

import com.github.luben.zstd.ZstdIOException;
import io.loomctl.snapshot.MalformedException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** What a compressed file holds, as long as that is not more than any snapshot would be. */
final class Decompression extends FilterInputStream {

  /** The compressed data makes no sense. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    private final MalformedException cause;

    DamagedException(MalformedException cause) {
      super(cause);
      this.cause = cause;
    }

    MalformedException cause() {
      return cause;
    }
  }

  /** Rows compress to a tenth or a thirtieth; what is made to fill a disk, to a thousandth. */
  private static final long LARGEST_RATIO = 250;

  /** Below this the ratio does not matter. */
  private static final long HARMLESS = 1L << 30;

  private final long most;
  private long read;

  private Decompression(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  /**
   * Decompresses.
   *
   * @param packed how many bytes the file has
   */
  static InputStream of(Compression.Method method, InputStream in, long packed) throws IOException {
    try {
      return new Decompression(method.open(in), HARMLESS + LARGEST_RATIO * packed);
    } catch (EOFException | ZipException | ZstdIOException e) {
      throw damaged();
    }
  }

  private static DamagedException damaged() {
    return new DamagedException(
        new MalformedException("the file is cut off, or its compressed data is damaged"));
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      int count = in.read(into, from, length);
      read += Math.max(count, 0);
      if (read > most) {
        throw new DamagedException(
            new MalformedException(
                "the file holds more than " + LARGEST_RATIO + " times as much as its size",
                "decompress it yourself if you trust it"));
      }
      return count;
    } catch (EOFException | ZipException | ZstdIOException e) {
      throw damaged();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
