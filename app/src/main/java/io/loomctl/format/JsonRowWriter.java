package io.loomctl.format;

import io.loomctl.failure.SnapshotException;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.CopyText;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.util.List;

/** Writes the rows of one table, an object each, with a member for each column. */
final class JsonRowWriter {

  private static final byte[] NULL = JsonStream.bytes("null");
  private static final byte[] TRUE = JsonStream.bytes("true");
  private static final byte[] FALSE = JsonStream.bytes("false");

  private final SnapshotFile file;
  private final TableHeader table;
  private final JsonStream out;
  private final ValueForm[] forms;
  private final SnapshotException damage;

  /** What stands before each value, and after the last. */
  private final byte[][] before;

  private final byte[] after;
  private final byte[] separator;
  private final JsonbText jsonb = new JsonbText();
  private final Base64Text base64 = new Base64Text();

  /**
   * A writer for one table.
   *
   * @param depth how many objects and arrays a row is in
   */
  JsonRowWriter(
      SnapshotFile file, TableHeader table, JsonStream out, JsonLayout layout, int depth) {
    this.file = file;
    this.table = table;
    this.out = out;
    this.damage = BlockRows.misshapen(file, table.name());
    List<TableHeader.ColumnHeader> columns = table.columns();
    this.forms =
        columns.stream().map(column -> ValueForm.of(column.type())).toArray(ValueForm[]::new);
    this.before = new byte[forms.length][];
    for (int i = 0; i < forms.length; i++) {
      String name = layout.name(columns.get(i).name().value());
      before[i] = JsonStream.bytes((i == 0 ? "{" : ",") + layout.lineInRow(depth + 1) + name);
    }
    this.after = JsonStream.bytes(forms.length == 0 ? "{}" : layout.lineInRow(depth) + "}");
    this.separator = JsonStream.bytes("," + layout.line(depth));
  }

  /** Writes the rows, and what is between them. */
  void write() throws IOException {
    try (RowLines rows = new RowLines(BlockRows.open(file, table.name()), forms.length, damage)) {
      boolean first = true;
      while (rows.next()) {
        if (!first) {
          out.json(separator);
        }
        first = false;
        for (int column = 0; column < forms.length; column++) {
          out.json(before[column]);
          value(forms[column], rows.bytes(), rows.from(column), rows.to(column));
        }
        out.json(after);
      }
    }
  }

  private void value(ValueForm form, byte[] copy, int from, int to) throws IOException {
    if (CopyText.isNull(copy, from, to)) {
      out.json(NULL);
      return;
    }
    switch (form) {
      case TEXT -> out.string(copy, from, to);
      case JSONB -> jsonb.write(copy, from, to, out);
      case BOOLEAN -> out.json(truth(copy, from, to) ? TRUE : FALSE);
      case INTEGER, FLOAT -> {
        if (form.isNumber(copy, from, to)) {
          out.json(copy, from, to);
        } else {
          out.string(copy, from, to);
        }
      }
      case BYTES -> {
        if (!base64.write(copy, from, to, out)) {
          throw damage;
        }
      }
    }
  }

  private boolean truth(byte[] copy, int from, int to) {
    if (to - from != 1 || (copy[from] != 't' && copy[from] != 'f')) {
      throw damage;
    }
    return copy[from] == 't';
  }
}
