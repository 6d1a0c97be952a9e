package io.loomctl.database;

import java.io.InputStream;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** The rows of a COPY as one stream of bytes. */
final class CopyOutStream extends InputStream {

  private final CopyOut copy;
  private final Failures failures;
  private byte @Nullable [] row = {};
  private int passed;

  CopyOutStream(CopyOut copy, Failures failures) {
    this.copy = copy;
    this.failures = failures;
  }

  /** Fills the array as far as whole rows fit; one that does not fit is passed on in parts. */
  @Override
  public int read(byte[] into, int from, int length) {
    int read = 0;
    while (read < length) {
      byte[] current = row;
      if (current != null && passed == current.length) {
        current = next();
      }
      if (current == null) {
        return read == 0 ? -1 : read;
      }
      int part = Math.min(length - read, current.length - passed);
      System.arraycopy(current, passed, into, from + read, part);
      passed += part;
      read += part;
    }
    return read;
  }

  private byte @Nullable [] next() {
    failures.checkCancelled();
    try {
      row = copy.readFromCopy();
      passed = 0;
      return row;
    } catch (SQLException e) {
      throw failures.translate(e);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() {
    Session.cancel(copy);
  }
}
