package io.loomctl.snapshot;

import java.nio.charset.StandardCharsets;

/** Values in COPY's text format; see "COPY" in PostgreSQL's manual. */
public final class CopyText {

  private CopyText() {}

  public static boolean isNull(byte[] buffer, int from, int to) {
    return to - from == 2 && buffer[from] == '\\' && buffer[from + 1] == 'N';
  }

  /** What a value means that is not NULL. */
  public static String decode(byte[] buffer, int from, int to) {
    byte[] plain = new byte[to - from];
    return new String(plain, 0, decode(buffer, from, to, plain), StandardCharsets.UTF_8);
  }

  /**
   * The same in UTF-8.
   *
   * @param plain takes it, at least as long as the value
   * @return how many bytes it is
   */
  public static int decode(byte[] buffer, int from, int to, byte[] plain) {
    int length = 0;
    for (int at = from; at < to; at++) {
      plain[length++] = buffer[at] == '\\' && at + 1 < to ? unescaped(buffer[++at]) : buffer[at];
    }
    return length;
  }

  /** Compares the bytes of what two values mean, neither of which is NULL. */
  static int compare(
      byte[] left, int leftFrom, int leftTo, byte[] right, int rightFrom, int rightTo) {
    int i = leftFrom;
    int j = rightFrom;
    while (i < leftTo && j < rightTo) {
      byte a = left[i++];
      byte b = right[j++];
      if (a == '\\' && i < leftTo) {
        a = unescaped(left[i++]);
      }
      if (b == '\\' && j < rightTo) {
        b = unescaped(right[j++]);
      }
      if (a != b) {
        return Byte.compareUnsigned(a, b);
      }
    }
    return Boolean.compare(i < leftTo, j < rightTo);
  }

  /** What a byte behind a backslash stands for. */
  public static byte unescaped(byte escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> escaped;
    };
  }
}
