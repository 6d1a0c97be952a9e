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
      write(row.bytes(), row.from(column), row.to(column));
    }
    write("\n");
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
