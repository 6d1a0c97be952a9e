package io.loomctl.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a snapshot's rows are searched for while they stream past. Eight bytes are looked at in one
 * step: one by one, this would take longer than their checksum.
 */
final class LineBytes {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_ENDS = '\n' * LOW_BITS;
  private static final long CARRIAGE_RETURNS = '\r' * LOW_BITS;

  private LineBytes() {}

  /** How many lines end there. */
  static int lines(byte[] bytes, int from, int to) {
    int lines = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      lines += Long.bitCount(zeros((long) EIGHT.get(bytes, at) ^ LINE_ENDS));
    }
    for (; at < to; at++) {
      lines += bytes[at] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Whether there is a byte that COPY always escapes, and that others take for a line's end. */
  static boolean anyForeign(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, at);
      if ((zeros(eight) | zeros(eight ^ CARRIAGE_RETURNS)) != 0) {
        return true;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\r' || bytes[at] == 0) {
        return true;
      }
    }
    return false;
  }

  /** The highest bit of each byte that is zero: adding to the other seven carries into no other. */
  private static long zeros(long eight) {
    return ~(((eight & ~HIGH_BITS) + ~HIGH_BITS) | eight) & HIGH_BITS;
  }
}
