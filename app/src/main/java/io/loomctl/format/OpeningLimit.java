package io.loomctl.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lets only so much of a document pass that what has to be kept of it fits in memory. */
final class OpeningLimit extends FilterInputStream {

  /** More was asked for. */
  static final class ReachedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** As long as a header in SQL may be. */
  private static final long LONGEST = 64 << 20;

  private long left = LONGEST;

  OpeningLimit(InputStream in) {
    super(in);
  }

  /** Lets the rest pass, however much it is. */
  void lift() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = in.read(into, from, (int) Math.min(length, left));
    if (left == 0) {
      throw new ReachedException();
    }
    left -= Math.max(read, 0);
    return read;
  }
}
