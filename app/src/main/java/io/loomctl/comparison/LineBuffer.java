package io.loomctl.comparison;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that grow at their end. */
final class LineBuffer {

  private byte[] bytes = new byte[256];
  private int length;

  void clear() {
    length = 0;
  }

  void add(byte one) {
    reserve(1);
    bytes[length++] = one;
  }

  void add(byte[] more, int from, int to) {
    reserve(to - from);
    System.arraycopy(more, from, bytes, length, to - from);
    length += to - from;
  }

  void add(ByteBuffer more, int from, int count) {
    reserve(count);
    more.get(from, bytes, length, count);
    length += count;
  }

  /** Ends a line: the last separator of its fields, if there were any, becomes a line end. */
  void endLine() {
    length = Math.max(length - 1, 0);
    add((byte) '\n');
  }

  private void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * length, 1 << 30)));
    }
  }

  /** Takes back what comes after a place. */
  void cut(int place) {
    length = place;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
