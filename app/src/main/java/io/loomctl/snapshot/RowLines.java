package io.loomctl.snapshot;

import io.loomctl.failure.SnapshotException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of COPY text, one after the other, in a buffer that is used again and again: a row stands
 * there only until the next one is asked for, and reading it makes no garbage.
 */
public final class RowLines implements AutoCloseable {

  private static final int BUFFER = 1 << 18;

  private final InputStream in;
  private final SnapshotException damage;
  private final int[] ends;
  private byte[] buffer;
  private boolean split;

  /** Where the current row begins, where the next one does, and where what was read ends. */
  private int start;

  private int end;
  private int limit;

  /**
   * Rows that nothing was read of yet.
   *
   * @param in the stream, which is closed with this
   * @param columns how many values each row has
   * @param damage what is wrong when one has another number
   */
  public RowLines(InputStream in, int columns, SnapshotException damage) {
    this(in, columns, damage, BUFFER);
  }

  /** The same with another size of the buffer; it grows when a row is longer. */
  public RowLines(InputStream in, int columns, SnapshotException damage, int size) {
    this.in = in;
    this.damage = damage;
    this.ends = new int[Math.max(columns, 1)];
    this.buffer = new byte[size];
  }

  /**
   * Goes to the next row.
   *
   * @return false when there is none
   */
  public boolean next() throws IOException {
    start = end;
    split = false;
    for (int at = start; ; at++) {
      if (at == limit) {
        int passed = at - start;
        if (!fill()) {
          return false;
        }
        at = start + passed;
      }
      if (buffer[at] == '\n') {
        end = at + 1;
        return true;
      }
    }
  }

  /** Reads more behind what is there. False: there is no more, and no row was begun. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, limit - start);
    limit -= start;
    end -= start;
    start = 0;
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(limit, 2));
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read > 0) {
      limit += read;
      return true;
    }
    if (limit > 0) {
      throw damage;
    }
    return false;
  }

  /**
   * Passes over all rows behind the current ones that are the same in both, byte by byte. This is
   * what makes a comparison fast: most rows are equal, and nothing else looks at them.
   */
  public static void skipEqual(RowLines left, RowLines right) throws IOException {
    while (true) {
      int length = Math.min(left.limit - left.end, right.limit - right.end);
      int same =
          Arrays.mismatch(
              left.buffer,
              left.end,
              left.end + length,
              right.buffer,
              right.end,
              right.end + length);
      int rows = wholeRows(left.buffer, left.end, left.end + (same < 0 ? length : same));
      left.pass(rows);
      right.pass(rows);
      if (same >= 0 || !left.more(length - rows) || !right.more(length - rows)) {
        return;
      }
    }
  }

  private static int wholeRows(byte[] buffer, int from, int to) {
    for (int at = to; at > from; at--) {
      if (buffer[at - 1] == '\n') {
        return at - from;
      }
    }
    return 0;
  }

  private void pass(int bytes) {
    start = end + bytes;
    end = start;
    split = false;
  }

  /** Reads on when no more than what was looked at is there. */
  private boolean more(int seen) throws IOException {
    return limit - end > seen || fill();
  }

  /** What {@link #start}, {@link #end}, {@link #from} and {@link #to} count in. */
  public byte[] bytes() {
    return buffer;
  }

  /** Where the row begins. */
  public int start() {
    return start;
  }

  /** After its line end. */
  public int end() {
    return end;
  }

  /** Where a value begins. */
  public int from(int column) {
    split();
    return column == 0 ? start : ends[column - 1] + 1;
  }

  /** Where it ends. */
  public int to(int column) {
    split();
    return ends[column];
  }

  private void split() {
    if (split) {
      return;
    }
    int column = 0;
    for (int at = start; at < end; at++) {
      if (buffer[at] == '\t' || at == end - 1) {
        if (column == ends.length) {
          throw damage;
        }
        ends[column++] = at;
      }
    }
    if (column < ends.length) {
      throw damage;
    }
    split = true;
  }

  public boolean isNull(int column) {
    return CopyText.isNull(buffer, from(column), to(column));
  }

  /** A value as text; null for NULL. */
  public @Nullable String text(int column) {
    return isNull(column) ? null : CopyText.decode(buffer, from(column), to(column));
  }

  /**
   * The hash of a value as it is written, on top of another one.
   *
   * @param before the hash of what came before; 1 when nothing did
   */
  public int hash(int column, int before) {
    int hash = before;
    int end = to(column);
    for (int at = from(column); at < end; at++) {
      hash = 31 * hash + buffer[at];
    }
    return hash;
  }

  /** Whether two values are written the same. */
  public static boolean sameValue(RowLines left, int leftColumn, RowLines right, int rightColumn) {
    return Arrays.equals(
        left.buffer,
        left.from(leftColumn),
        left.to(leftColumn),
        right.buffer,
        right.from(rightColumn),
        right.to(rightColumn));
  }

  /** Whether two rows are written the same. */
  public static boolean sameRow(RowLines left, RowLines right) {
    return Arrays.equals(left.buffer, left.start, left.end, right.buffer, right.start, right.end);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
