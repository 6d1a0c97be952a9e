package io.loomctl.format;

import io.loomctl.sql.LiteralText;

/**
 * Takes rows out of INSERT statements. It is enough to find values where there are any: whoever
 * calls this writes the row again and compares, so that nothing else passes.
 */
final class InsertLine {

  private static final int NULL_LENGTH = 4;

  private final Bytes row = new Bytes();
  private final Bytes plain = new Bytes();

  /**
   * The row as COPY text, with its line end.
   *
   * @param from where its first value's parenthesis is
   * @param to where the line ends
   * @return null when there is none
   */
  @org.jspecify.annotations.Nullable
  Bytes row(byte[] line, int from, int to) {
    row.reset();
    int at = from;
    if (at < to && line[at] == '(') {
      do {
        if (at > from) {
          row.write('\t');
          at++;
        }
        at = value(line, at + 1, to);
      } while (at >= 0 && at + 1 < to && line[at] == ',' && line[at + 1] == ' ');
      if (at < 0) {
        return null;
      }
    }
    row.write('\n');
    return row;
  }

  /** Where the line goes on after a value; -1 when there is none. */
  private int value(byte[] line, int from, int to) {
    if (from < to && line[from] == 'N') {
      row.write('\\');
      row.write('N');
      return from + NULL_LENGTH;
    }
    if (from < to && (line[from] == '\'' || line[from] == 'E')) {
      plain.reset();
      int end = LiteralText.read(line, from, to, plain);
      CopyValue.escape(plain.array(), 0, plain.size(), row);
      return end;
    }
    int end = from;
    while (end < to && (line[end] == '-' || (line[end] >= '0' && line[end] <= '9'))) {
      end++;
    }
    row.write(line, from, end - from);
    return end;
  }
}
