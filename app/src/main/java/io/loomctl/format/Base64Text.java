package io.loomctl.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/** Values of type bytea, which the server prints in hexadecimal, on their way out. */
final class Base64Text {

  /** A multiple of three, so that only the last piece is padded. */
  private static final int PIECE = 3 << 10;

  private static final Base64.Encoder ENCODER = Base64.getEncoder();
  private static final byte[] QUOTE = JsonStream.bytes("\"");

  /** What COPY makes of {@code \x}. */
  private static final int PREFIX = 3;

  private final byte[] bytes = new byte[PIECE];
  private final byte[] base64 = new byte[4 * PIECE / 3];

  /**
   * Writes a value of COPY text that is not NULL.
   *
   * @return false when it is no bytea: nothing more should be written then
   */
  boolean write(byte[] copy, int from, int to, JsonStream out) throws IOException {
    if ((to - from) % 2 == 0 || !startsWithPrefix(copy, from, to)) {
      return false;
    }
    out.json(QUOTE);
    for (int at = from + PREFIX; at < to; ) {
      int count = Math.min(PIECE, (to - at) / 2);
      for (int i = 0; i < count; i++, at += 2) {
        int high = digit(copy[at]);
        int low = digit(copy[at + 1]);
        if (high < 0 || low < 0) {
          return false;
        }
        bytes[i] = (byte) (16 * high + low);
      }
      encode(count, out);
    }
    out.json(QUOTE);
    return true;
  }

  private void encode(int count, JsonStream out) throws IOException {
    if (count == PIECE) {
      out.json(base64, 0, ENCODER.encode(bytes, base64));
    } else {
      out.json(ENCODER.encode(Arrays.copyOf(bytes, count)));
    }
  }

  private static boolean startsWithPrefix(byte[] copy, int from, int to) {
    return to - from >= PREFIX
        && copy[from] == '\\'
        && copy[from + 1] == '\\'
        && copy[from + 2] == 'x';
  }

  private static int digit(byte one) {
    if (one >= '0' && one <= '9') {
      return one - '0';
    }
    return one >= 'a' && one <= 'f' ? one - 'a' + 10 : -1;
  }
}
