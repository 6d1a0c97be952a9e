package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.SnapshotTranscript;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a snapshot that has INSERT statements. Nothing in it is executed, and no SQL is understood:
 * each line has to be the one that {@link InsertsFormat} writes there.
 */
final class InsertsReader {

  private static final int LONGEST_TEXT = 64 << 20;
  private static final Pattern COUNT = Pattern.compile("(0|[1-9][0-9]{0,17}) rows?\n");

  /**
   * So many lines in the conditions of a deletion may look like the beginning of rows: each costs a
   * look at everything before it.
   */
  private static final int MOST_DECOYS = 100;

  private final TextLines lines;
  private final Map<TableName, Origin.Lines> places = new HashMap<>();
  private final InsertLine values = new InsertLine();
  private int decoys;

  InsertsReader(TextLines lines) {
    this.lines = lines;
  }

  Map<TableName, Origin.Lines> read(OutputStream sql) throws IOException, MalformedException {
    String header = header();
    SnapshotTranscript transcript = SnapshotTranscript.begin(header, sql);
    String end = "";
    for (TableHeader table : transcript.tables()) {
      InsertsBlock block = InsertsBlock.of(transcript.header().script(), table);
      long line = lines.read() - 1;
      String before = before(block);
      long count = count(block);
      transcript.rows(
          table,
          end + before + block.copy(),
          end.isEmpty() ? line : line - 1,
          rows -> rows(block, count, rows));
      skip(block.after());
      require(lines.next());
      end = InsertsFormat.END_OF_ROWS;
    }
    end(transcript, end);
    return places;
  }

  /** All of the header but its magic line; the line behind it is there afterwards. */
  private String header() throws IOException, MalformedException {
    if (!lines.next() || !lines.text().startsWith(InsertsFormat.MAGIC)) {
      throw new MalformedException("this is no loomctl snapshot of INSERT statements");
    }
    String format = lines.text().substring(InsertsFormat.MAGIC.length());
    if (format.endsWith("\r\n")) {
      throw new MalformedException("its line ends were converted to CRLF");
    }
    if (!format.equals(InsertsFormat.FORMAT + "\n")) {
      throw new MalformedException(
          "the INSERT statements have format \""
              + format.strip()
              + "\"; this loomctl reads format "
              + InsertsFormat.FORMAT);
    }
    StringBuilder header = new StringBuilder();
    require(lines.next());
    while (lines.bytes()[lines.start()] == '-') {
      append(header);
      require(lines.next());
    }
    return header.toString();
  }

  /** The statements before a table's rows; the comment that counts them is there afterwards. */
  private String before(InsertsBlock block) throws IOException, MalformedException {
    long first = lines.read();
    byte[] comment = block.comment().getBytes(StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder();
    while (!(startsWith(comment) && SnapshotTranscript.endsStatement(text.toString()))) {
      if (startsWith(comment) && ++decoys > MOST_DECOYS) {
        throw new MalformedException("line " + lines.read() + " is not what loomctl writes there");
      }
      append(text);
      if (!lines.next()) {
        throw new MalformedException(
            "the rows of " + block.table().name() + " are missing behind line " + first);
      }
    }
    int end = text.length() - block.before().length();
    if (!text.toString().endsWith(block.before())) {
      throw new MalformedException(
          "line " + (lines.read() - 1) + " is a statement that loomctl does not write there");
    }
    return text.substring(0, end);
  }

  private boolean startsWith(byte[] text) {
    int end = lines.start() + text.length;
    return end <= lines.end()
        && Arrays.equals(lines.bytes(), lines.start(), end, text, 0, text.length);
  }

  private long count(InsertsBlock block) throws MalformedException {
    Matcher count = COUNT.matcher(lines.text().substring(block.comment().length()));
    if (!count.matches() || !lines.text().equals(block.comment(Long.parseLong(count.group(1))))) {
      throw new MalformedException(
          "line " + lines.read() + " does not say how many rows there are");
    }
    return Long.parseLong(count.group(1));
  }

  private void rows(InsertsBlock block, long count, RowBlock out)
      throws IOException, MalformedException {
    InsertRows rows = block.rows();
    if (rows.oneLineEach()) {
      places.put(block.table().name(), new Origin.Lines(lines.read() + 1, 1));
    }
    for (long row = 1; row <= count; row++) {
      long line = lines.read() + 1;
      int before = rows.beginning().length;
      require(lines.next(rows.lines()));
      Bytes found = values.row(lines.bytes(), lines.start() + before, lines.end());
      Bytes expected =
          found == null ? null : rows.line(found.array(), 0, found.size() - 1, row == count);
      if (found == null
          || expected == null
          || !expected.same(lines.bytes(), lines.start(), lines.end())) {
        throw new MalformedException(
            "line " + line + " is no row of " + block.table().name() + " as loomctl writes it");
      }
      out.row(found.array(), found.size());
    }
  }

  /** Passes over statements that follow from the header. */
  private void skip(String statements) throws IOException, MalformedException {
    int count = (int) statements.chars().filter(c -> c == '\n').count();
    if (count > 0) {
      long line = lines.read() + 1;
      require(lines.next(count));
      if (!lines.is(statements.getBytes(StandardCharsets.UTF_8))) {
        throw new MalformedException(
            "line " + line + " is a statement that loomctl does not write there");
      }
    }
  }

  private void end(SnapshotTranscript transcript, String end)
      throws IOException, MalformedException {
    long line = lines.read() - 1;
    StringBuilder text = new StringBuilder(end);
    String last = lines.text();
    while (lines.next()) {
      if (text.length() + last.length() > LONGEST_TEXT) {
        throw new MalformedException("line " + lines.read() + " is not what loomctl writes there");
      }
      text.append(last);
      last = lines.text();
    }
    transcript.end(text.toString(), last, end.isEmpty() ? line : line - 1);
  }

  private void append(StringBuilder text) throws MalformedException {
    String line = lines.text();
    if (text.length() + line.length() > LONGEST_TEXT) {
      throw new MalformedException("line " + lines.read() + " is not what loomctl writes there");
    }
    text.append(line);
  }

  private static void require(boolean there) throws MalformedException {
    if (!there) {
      throw new MalformedException("the file is cut off");
    }
  }
}
