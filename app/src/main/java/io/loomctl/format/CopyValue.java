package io.loomctl.format;

import java.io.ByteArrayOutputStream;

/**
 * One value in COPY's text format and as plain bytes, for forms in which it is written otherwise:
 * only what PostgreSQL itself writes is taken, so that the value comes back as it was.
 */
final class CopyValue {

  private static final String PLAIN = "\b\f\n\r\t\u000b\\";
  private static final String ESCAPED = "bfnrtv\\";

  private CopyValue() {}

  /**
   * Writes what a value means that is not NULL.
   *
   * @return false when PostgreSQL writes no value like that
   */
  static boolean unescape(byte[] row, int from, int to, ByteArrayOutputStream out) {
    int copied = from;
    for (int at = from; at < to; at++) {
      byte b = row[at];
      if (b == '\\') {
        int kind = at + 1 < to ? ESCAPED.indexOf(row[at + 1]) : -1;
        if (kind < 0) {
          return false;
        }
        out.write(row, copied, at - copied);
        out.write(PLAIN.charAt(kind));
        at++;
        copied = at + 1;
      } else if (b == 0 || isEscaped(b)) {
        return false;
      }
    }
    out.write(row, copied, to - copied);
    return true;
  }

  /** Writes plain bytes as a value. */
  static void escape(byte[] plain, int from, int to, ByteArrayOutputStream out) {
    int copied = from;
    for (int at = from; at < to; at++) {
      if (isEscaped(plain[at])) {
        out.write(plain, copied, at - copied);
        out.write('\\');
        out.write(ESCAPED.charAt(PLAIN.indexOf(plain[at])));
        copied = at + 1;
      }
    }
    out.write(plain, copied, to - copied);
  }

  private static boolean isEscaped(byte b) {
    return b == '\\' || (b >= '\b' && b <= '\r');
  }
}
