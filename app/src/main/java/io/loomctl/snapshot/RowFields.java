package io.loomctl.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One row of COPY text, split into its fields in place: good until the next row is read. */
public final class RowFields {

  private byte[] buffer = new byte[0];
  private int[] ends = new int[16];
  private int start;
  private int count;

  /** Takes the bytes of a row without its line end. */
  void set(byte[] content, int from, int to) {
    buffer = content;
    start = from;
    count = 0;
    for (int at = from; at < to; at++) {
      if (content[at] == '\t') {
        end(at);
      }
    }
    end(to);
  }

  private void end(int at) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = at;
  }

  /** How many fields there are; a row of a table without columns counts as one empty field. */
  public int count() {
    return count;
  }

  private int from(int field) {
    return field == 0 ? start : ends[field - 1] + 1;
  }

  public boolean isNull(int field) {
    return CopyText.isNull(buffer, from(field), ends[field]);
  }

  /**
   * A field that is an integer.
   *
   * @throws NumberFormatException when it is none
   */
  public long integer(int field) {
    int from = from(field);
    boolean negative = from < ends[field] && buffer[from] == '-';
    int at = negative ? from + 1 : from;
    if (at == ends[field] || ends[field] - at > 19) {
      throw new NumberFormatException(text(field));
    }
    long value = 0;
    for (; at < ends[field]; at++) {
      int digit = buffer[at] - '0';
      if (digit < 0 || digit > 9) {
        throw new NumberFormatException(text(field));
      }
      // Downwards: the smallest long has no positive counterpart.
      value = 10 * value - digit;
    }
    if (value > 0 || (!negative && value == Long.MIN_VALUE)) {
      throw new NumberFormatException(text(field));
    }
    return negative ? value : -value;
  }

  /** A field's value in UTF-8, the escapes of COPY undone. */
  public byte[] value(int field) {
    byte[] plain = new byte[ends[field] - from(field)];
    int length = CopyText.decode(buffer, from(field), ends[field], plain);
    return length == plain.length ? plain : Arrays.copyOf(plain, length);
  }

  public String text(int field) {
    return new String(value(field), StandardCharsets.UTF_8);
  }
}
