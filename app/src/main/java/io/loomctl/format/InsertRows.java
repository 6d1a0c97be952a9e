package io.loomctl.format;

import io.loomctl.snapshot.CopyText;
import io.loomctl.sql.LiteralText;
import io.loomctl.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The rows of one table as INSERT statements, a row a line: the beginning of a statement stands
 * before its first row. A statement is given no more rows once it has enough.
 */
final class InsertRows {

  private static final int ENOUGH_ROWS = 500;
  private static final int ENOUGH_BYTES = 1 << 18;
  private static final int LONGEST_INTEGER = 20;
  private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
  private static final byte[] NULL = {'N', 'U', 'L', 'L'};
  private static final byte[] NOTHING = {};

  private final byte[] beginning;
  private final boolean[] integers;
  private final Bytes line = new Bytes();
  private final Bytes plain = new Bytes();
  private int rows;
  private long bytes;

  /**
   * Rows that nothing was written of yet.
   *
   * @param insert what a statement begins with
   * @param types of the values of a row
   */
  InsertRows(Sql insert, List<String> types) {
    this.beginning = insert.text().getBytes(StandardCharsets.UTF_8);
    this.integers = new boolean[types.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = INTEGERS.contains(types.get(i));
    }
  }

  /** What stands before the next row in its line. */
  byte[] beginning() {
    return rows == 0 ? beginning : NOTHING;
  }

  /** How many lines the next row takes: a name may hold line ends. */
  int lines() {
    return 1 + (rows == 0 ? lineEnds() : 0);
  }

  /** Whether each row takes one line, also one at the beginning of a statement. */
  boolean oneLineEach() {
    return lineEnds() == 0;
  }

  private int lineEnds() {
    int lineEnds = 0;
    for (byte b : beginning) {
      lineEnds += b == '\n' ? 1 : 0;
    }
    return lineEnds;
  }

  /**
   * Makes the line of the next row.
   *
   * @param to the row's end, without its line end
   * @return null when the row is not one that PostgreSQL writes for the columns
   */
  @org.jspecify.annotations.Nullable
  Bytes line(byte[] row, int from, int to, boolean last) {
    line.reset();
    byte[] before = beginning();
    line.write(before, 0, before.length);
    if (integers.length == 0 ? from != to : !values(row, from, to)) {
      return null;
    }
    rows++;
    bytes += line.size();
    boolean ends = last || integers.length == 0 || rows == ENOUGH_ROWS || bytes >= ENOUGH_BYTES;
    line.write(ends ? ';' : ',');
    line.write('\n');
    if (ends) {
      rows = 0;
      bytes = 0;
    }
    return line;
  }

  private boolean values(byte[] row, int from, int to) {
    int column = 0;
    int start = from;
    line.write('(');
    for (int at = from; at <= to; at++) {
      if (at == to || row[at] == '\t') {
        if (column == integers.length || !value(row, start, at, integers[column])) {
          return false;
        }
        column++;
        start = at + 1;
        separator(at == to);
      }
    }
    return column == integers.length;
  }

  private void separator(boolean last) {
    if (last) {
      line.write(')');
    } else {
      line.write(',');
      line.write(' ');
    }
  }

  private boolean value(byte[] row, int from, int to, boolean integer) {
    if (CopyText.isNull(row, from, to)) {
      line.write(NULL, 0, NULL.length);
      return true;
    }
    if (integer && isInteger(row, from, to)) {
      line.write(row, from, to - from);
      return true;
    }
    plain.reset();
    boolean written = CopyValue.unescape(row, from, to, plain);
    LiteralText.write(plain.array(), 0, plain.size(), line);
    return written;
  }

  private static boolean isInteger(byte[] row, int from, int to) {
    int digits = from < to && row[from] == '-' ? from + 1 : from;
    for (int at = digits; at < to; at++) {
      if (row[at] < '0' || row[at] > '9') {
        return false;
      }
    }
    return digits < to && to - from <= LONGEST_INTEGER;
  }
}
