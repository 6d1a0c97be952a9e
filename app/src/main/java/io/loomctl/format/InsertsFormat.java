package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BlockRows;
import io.loomctl.snapshot.Content;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotFormat;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The snapshot in SQL with INSERT statements in the place of each COPY, for clients that cannot
 * COPY. Everything else is the same but for the magic line; the offsets of the trailer are those of
 * the snapshot with COPY.
 */
final class InsertsFormat implements SnapshotFormat {

  static final String MAGIC = "-- loomctl inserts, format ";
  static final int FORMAT = 1;

  /** What ends the rows of a COPY. */
  static final String END_OF_ROWS = "\\.\n";

  @Override
  public void write(SnapshotFile snapshot, OutputStream out) throws IOException {
    SnapshotBody.open(snapshot);
    List<TableHeader> tables = snapshot.header().script().tables();
    try (Content content = snapshot.content().open()) {
      String header = text(content, 0, snapshot.bodyStart());
      write(out, MAGIC + FORMAT + header.substring(header.indexOf('\n')));
      long at = snapshot.bodyStart();
      for (TableHeader table : tables) {
        InsertsBlock block = InsertsBlock.of(snapshot.header().script(), table);
        SnapshotTrailer.Block rows = snapshot.trailer().block(table.name());
        long start = snapshot.bodyStart() + rows.offset();
        write(out, text(content, at, start - block.copyBytes()));
        write(out, block.before() + block.comment(rows.rows()));
        write(out, snapshot, block, rows.rows());
        write(out, block.after());
        at = start + rows.bytes() + END_OF_ROWS.length();
      }
      write(out, text(content, at, snapshot.bytes()));
    }
  }

  private static void write(OutputStream out, SnapshotFile file, InsertsBlock block, long count)
      throws IOException {
    TableHeader table = block.table();
    InsertRows rows = block.rows();
    try (RowLines lines =
        new RowLines(
            BlockRows.open(file, table.name()),
            block.types().size(),
            BlockRows.misshapen(file, table.name()))) {
      for (long row = 1; lines.next(); row++) {
        Bytes line = rows.line(lines.bytes(), lines.start(), lines.end() - 1, row == count);
        if (line == null) {
          throw BlockRows.misshapen(file, table.name());
        }
        line.writeTo(out);
      }
    }
  }

  @Override
  public Map<TableName, Origin.Lines> read(InputStream in, OutputStream sql, Path scratch)
      throws IOException, MalformedException {
    return new InsertsReader(new TextLines(in, TextLines.LONGEST)).read(sql);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Content content, long from, long to) throws IOException {
    return new String(content.bytes(from, (int) (to - from)), StandardCharsets.UTF_8);
  }
}
