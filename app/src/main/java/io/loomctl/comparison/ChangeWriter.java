package io.loomctl.comparison;

import io.loomctl.snapshot.RowLines;
import io.loomctl.sql.Sql;
import io.loomctl.store.StoreFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a script; its failures are told apart from those of reading the snapshots. */
final class ChangeWriter {

  private static final Path PLACE = Path.of("standard output");

  private static final byte DELETE = 0x7f;

  /** In UTF-8, U+0080 to U+009F are this byte and one below the next. */
  private static final byte C1_LEAD = (byte) 0xc2;

  private static final byte C1_END = (byte) 0xa0;

  private final OutputStream out;

  ChangeWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  void text(Sql text) {
    write(text.text());
  }

  void statement(Sql statement) {
    write(statement.text() + ";\n");
  }

  /** A comment of one line; what would end the line, or hide what follows, is left out. */
  void comment(String text) {
    write("-- " + text.replaceAll("\\p{Cntrl}|\\p{Cf}|\\p{Zl}|\\p{Zp}", "?") + "\n");
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  /** A row of COPY text: a mark, then some columns of another row. */
  void row(byte mark, RowLines row, int[] columns) {
    write(new byte[] {mark}, 0, 1);
    for (int column : columns) {
      write(new byte[] {'\t'}, 0, 1);
      writeValue(row.bytes(), row.from(column), row.to(column));
    }
    write("\n");
  }

  /**
   * COPY leaves most control characters as they are, and so do snapshots; here they are escaped,
   * because this may end up on a terminal.
   */
  private void writeValue(byte[] bytes, int from, int to) {
    int start = from;
    for (int at = from; at < to; at++) {
      boolean c1 = bytes[at] == C1_LEAD && at + 1 < to && bytes[at + 1] < C1_END;
      if ((bytes[at] >= 0 && bytes[at] < ' ') || bytes[at] == DELETE || c1) {
        write(bytes, start, at);
        write("\\x%02x".formatted(bytes[at]) + (c1 ? "\\x%02x".formatted(bytes[at + 1]) : ""));
        at += c1 ? 1 : 0;
        start = at + 1;
      }
    }
    write(bytes, start, to);
  }

  void endOfRows() {
    write("\\.\n");
  }

  private void write(byte[] bytes, int from, int to) {
    try {
      out.write(bytes, from, to - from);
    } catch (IOException e) {
      throw StoreFailure.writing(e, PLACE);
    }
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw StoreFailure.writing(e, PLACE);
    }
  }
}
