package io.loomctl.cli;

import io.loomctl.comparison.RowDifference;
import io.loomctl.store.StoreFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The rows of a page, kept in a file until what stands above them is known. The first ones of a
 * table are elements; the others are text, from which the page makes elements when asked.
 */
final class PageRows implements AutoCloseable {

  static final int FIRST = 100;
  static final int STEP = 500;

  /** The rows of one table. */
  record Part(long start, long end, long rows) {}

  private final Path file;
  private final OutputStream out;
  private long written;
  private long start;
  private long rows;

  PageRows(PrivateFolder folder) {
    this.file = folder.path().resolve("rows.html");
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    } catch (IOException e) {
      throw StoreFailure.writing(e, file);
    }
  }

  void add(RowDifference row) {
    if (rows >= FIRST && (rows - FIRST) % STEP == 0) {
      write(rows > FIRST ? "</script>\n" : "");
      write("<script type=\"text/html\">\n");
    }
    write(RowHtml.of(row));
    rows++;
  }

  /** The rows since the last call. */
  Part endOfTable() {
    if (rows > FIRST) {
      write("</script>\n");
    }
    Part part = new Part(start, written, rows);
    start = written;
    rows = 0;
    return part;
  }

  private void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      out.write(bytes);
      written += bytes.length;
    } catch (IOException e) {
      throw StoreFailure.writing(e, file);
    }
  }

  /** Copies rows to where they belong. */
  void copy(Part part, OutputStream to) throws IOException {
    out.flush();
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (long at = part.start; at < part.end; at += buffer.position()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), part.end - at));
        in.read(buffer, at);
        to.write(buffer.array(), 0, buffer.position());
      }
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw StoreFailure.writing(e, file);
    }
  }
}
