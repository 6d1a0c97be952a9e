package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A snapshot on disk, known by its header and trailer; its rows are not read.
 *
 * @param origin the file that the user knows
 * @param content the snapshot in SQL
 * @param bytes the size of the content
 * @param bodyStart offset of the body's first byte
 * @param trailerStart offset of the trailer's first byte
 */
public record SnapshotFile(
    Origin origin,
    Content.Source content,
    SnapshotHeader header,
    SnapshotTrailer trailer,
    long bytes,
    long bodyStart,
    long trailerStart)
    implements Closeable {

  /** No header or trailer is longer: ten thousand tables of a hundred columns fit. */
  private static final int LONGEST = 64 << 20;

  private static final int CHUNK = 1 << 16;

  /**
   * Reads header and trailer and checks that they belong together.
   *
   * @throws SnapshotException when the file is no snapshot, is cut off, or has a format that this
   *     loomctl does not know
   */
  public static SnapshotFile open(Path path) throws IOException {
    return open(Origin.of(path), Content.Source.of(path));
  }

  /**
   * The same for a snapshot that is elsewhere than in the file that the user knows, or goes by
   * another name.
   *
   * @param origin what messages tell of
   */
  public static SnapshotFile open(Origin origin, Content.Source source) throws IOException {
    try (Content content = source.open()) {
      byte[] bytes = readHeader(content);
      String header = decode(bytes);
      checkFormat(header);
      long trailerStart = lastLine(content);
      byte[] line =
          content.bytes(trailerStart, (int) Math.min(content.size() - trailerStart, LONGEST));
      if (line.length == 0 || line[line.length - 1] != '\n') {
        throw new MalformedException("the file is cut off");
      }
      SnapshotTrailer trailer = TrailerFormat.read(decode(line));
      if (!DigestUtils.sha256Hex(bytes).equals(trailer.headerSha256())) {
        throw new MalformedException("the header was changed: its checksum differs");
      }
      SnapshotHeader read = HeaderFormat.read(json(header));
      checkTables(read, trailer);
      refuseTwice(read);
      return new SnapshotFile(
          origin, source, read, trailer, content.size(), bytes.length, trailerStart);
    } catch (MalformedException e) {
      throw malformed(origin, e);
    }
  }

  /** That the content of a file makes no sense. */
  public static SnapshotException malformed(Origin origin, MalformedException e) {
    return new SnapshotException(
        Problem.at(Where.file(origin.place()), String.valueOf(e.getMessage())).hint(e.hint()), e);
  }

  /** Checks that a trailer is about the tables that have rows, in their order. */
  static void checkTables(SnapshotHeader header, SnapshotTrailer trailer)
      throws MalformedException {
    List<TableName> described = header.script().tables().stream().map(TableHeader::name).toList();
    if (!described.equals(List.copyOf(trailer.tables().keySet()))) {
      throw new MalformedException("the trailer names other tables than the header");
    }
  }

  /** The bytes of a table's rows, as many of them as there are. */
  InputStream rows(SnapshotTrailer.Block block) throws IOException {
    return content.open().from(bodyStart + Math.min(block.offset(), bytes), block.bytes());
  }

  /** Gives up what the content is kept in; a file that the user knows stays. */
  @Override
  public void close() throws IOException {
    content.close();
  }

  /** The checksum of the body that the whole snapshot has: equal data has an equal one. */
  public String state() {
    return header.delta().map(delta -> delta.full().sha256()).orElse(trailer.sha256());
  }

  public Path path() {
    return origin.path();
  }

  public String place() {
    return origin.place();
  }

  /** Writes the same snapshot with another version in its header. */
  public void writeWithVersion(int version, OutputStream out) throws IOException {
    String text = HeaderFormat.write(header.withVersion(version));
    SnapshotTrailer changed =
        new SnapshotTrailer(trailer.tables(), trailer.sha256(), DigestUtils.sha256Hex(text));
    try (InputStream in = content.open().from(bodyStart, trailerStart - bodyStart)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      in.transferTo(out);
      out.write(TrailerFormat.write(changed).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] readHeader(Content content) throws IOException, MalformedException {
    byte[] magic = content.bytes(0, (int) Math.min(content.size(), HeaderFormat.MAGIC.length()));
    if (!new String(magic, StandardCharsets.ISO_8859_1).equals(HeaderFormat.MAGIC)) {
      throw new MalformedException("this is no loomctl snapshot");
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    boolean lineStart = false;
    while (header.size() < content.size()) {
      int length = (int) Math.min(CHUNK, content.size() - header.size());
      byte[] chunk = content.bytes(header.size(), length);
      for (int i = 0; i < length; i++) {
        if (lineStart && chunk[i] != '-') {
          header.write(chunk, 0, i);
          return header.toByteArray();
        }
        lineStart = chunk[i] == '\n';
      }
      header.write(chunk, 0, length);
      if (header.size() > LONGEST) {
        throw new MalformedException("the header does not end");
      }
    }
    return header.toByteArray();
  }

  private static void checkFormat(String text) throws MalformedException {
    String format =
        text.substring(
            HeaderFormat.MAGIC.length(), Math.max(HeaderFormat.MAGIC.length(), text.indexOf('\n')));
    if (format.endsWith("\r")) {
      throw new MalformedException("its line ends were converted to CRLF");
    }
    if (!format.equals(Integer.toString(SnapshotHeader.FORMAT))) {
      throw unknownFormat(format);
    }
  }

  private static MalformedException unknownFormat(String format) {
    String message =
        "the snapshot has format \""
            + format.strip()
            + "\"; this loomctl reads format "
            + SnapshotHeader.FORMAT;
    boolean newer =
        format.matches("[1-9][0-9]{0,8}") && Integer.parseInt(format) > SnapshotHeader.FORMAT;
    return newer
        ? new MalformedException(message, "use the newer loomctl that wrote it")
        : new MalformedException(message);
  }

  static String json(String header) throws MalformedException {
    StringBuilder json = new StringBuilder();
    for (String line : header.substring(header.indexOf('\n') + 1).split("\n", -1)) {
      if (!line.isEmpty()) {
        if (!line.startsWith("-- ")) {
          throw new MalformedException("a header line is no comment");
        }
        json.append(line, 3, line.length()).append('\n');
      }
    }
    return json.toString();
  }

  /** Checks that no table has a column twice. */
  static void refuseTwice(SnapshotHeader header) throws MalformedException {
    for (TableHeader table : header.tables()) {
      refuseTwice(table);
    }
  }

  private static void refuseTwice(TableHeader table) throws MalformedException {
    Set<ColumnName> names = new HashSet<>();
    for (TableHeader.ColumnHeader column : table.columns()) {
      if (!names.add(column.name())) {
        throw new MalformedException(table.name() + " has the column " + column.name() + " twice");
      }
    }
  }

  private static long lastLine(Content content) throws IOException {
    long end = content.size() - 1;
    while (end > 0 && content.size() - end < LONGEST) {
      int length = (int) Math.min(CHUNK, end);
      byte[] chunk = content.bytes(end - length, length);
      for (int i = length - 1; i >= 0; i--) {
        if (chunk[i] == '\n') {
          return end - length + i + 1;
        }
      }
      end -= length;
    }
    return 0;
  }

  private static String decode(byte[] bytes) throws MalformedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("header or trailer is not in UTF-8");
    }
  }
}
