package io.loomctl.snapshot;

import io.loomctl.failure.Problem;
import io.loomctl.failure.SnapshotException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.HeaderFormat.MalformedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A snapshot on disk, known by its header and trailer; its rows are not read.
 *
 * @param place what messages call it: its path, or where it came from
 * @param bytes the size of the whole file
 * @param bodyStart offset of the body's first byte
 * @param trailerStart offset of the trailer's first byte
 */
public record SnapshotFile(
    Path path,
    String place,
    SnapshotHeader header,
    SnapshotTrailer trailer,
    long bytes,
    long bodyStart,
    long trailerStart) {

  /** No header or trailer is longer: ten thousand tables of a hundred columns fit. */
  private static final int LONGEST = 64 << 20;

  /**
   * Reads header and trailer and checks that they belong together.
   *
   * @throws SnapshotException when the file is no snapshot, is cut off, or has a format that this
   *     loomctl does not know
   */
  public static SnapshotFile open(Path path) throws IOException {
    return open(path, path.toString());
  }

  /**
   * The same for a file that the user knows by another name.
   *
   * @param place what messages call it
   */
  public static SnapshotFile open(Path path, String place) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      String header = readHeader(path);
      long trailerStart = lastLine(file);
      byte[] line = new byte[(int) Math.min(file.length() - trailerStart, LONGEST)];
      file.seek(trailerStart);
      file.readFully(line);
      if (line.length == 0 || line[line.length - 1] != '\n') {
        throw new MalformedException("the file is cut off");
      }
      SnapshotTrailer trailer = TrailerFormat.read(decode(line));
      if (!DigestUtils.sha256Hex(header).equals(trailer.headerSha256())) {
        throw new MalformedException("the header was changed: its checksum differs");
      }
      SnapshotHeader read = HeaderFormat.read(json(header));
      List<TableName> described =
          read.script().groups().stream().flatMap(List::stream).map(TableHeader::name).toList();
      if (!described.equals(List.copyOf(trailer.tables().keySet()))) {
        throw new MalformedException("the trailer names other tables than the header");
      }
      for (TableHeader table : read.tables()) {
        refuseTwice(table);
      }
      return new SnapshotFile(
          path,
          place,
          read,
          trailer,
          file.length(),
          header.getBytes(StandardCharsets.UTF_8).length,
          trailerStart);
    } catch (MalformedException e) {
      throw new SnapshotException(
          Problem.at(Where.file(place), String.valueOf(e.getMessage())).hint(e.hint()), e);
    }
  }

  /**
   * Writes the same snapshot with another version in its header.
   *
   * @return the copy
   */
  public SnapshotFile copyWithVersion(int version, Path to) throws IOException {
    String text = HeaderFormat.write(header.withVersion(version));
    SnapshotTrailer changed =
        new SnapshotTrailer(trailer.tables(), trailer.sha256(), DigestUtils.sha256Hex(text));
    try (FileChannel in = FileChannel.open(path);
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      OutputStream stream = Channels.newOutputStream(out);
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      for (long at = bodyStart; at < trailerStart; ) {
        at += in.transferTo(at, trailerStart - at, out);
      }
      stream.write(TrailerFormat.write(changed).getBytes(StandardCharsets.UTF_8));
    }
    return open(to);
  }

  private static String readHeader(Path path) throws IOException, MalformedException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      byte[] magic = in.readNBytes(HeaderFormat.MAGIC.length());
      if (!new String(magic, StandardCharsets.ISO_8859_1).equals(HeaderFormat.MAGIC)) {
        throw new MalformedException("this is no loomctl snapshot");
      }
      header.write(magic);
      boolean lineStart = false;
      int next;
      while ((next = in.read()) >= 0 && !(lineStart && next != '-')) {
        if (header.size() == LONGEST) {
          throw new MalformedException("the header does not end");
        }
        header.write(next);
        lineStart = next == '\n';
      }
    }
    String text = decode(header.toByteArray());
    String format =
        text.substring(
            HeaderFormat.MAGIC.length(), Math.max(HeaderFormat.MAGIC.length(), text.indexOf('\n')));
    if (format.endsWith("\r")) {
      throw new MalformedException("its line ends were converted to CRLF");
    }
    if (!format.equals(Integer.toString(SnapshotHeader.FORMAT))) {
      throw unknownFormat(format);
    }
    return text;
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

  private static String json(String header) throws MalformedException {
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

  private static void refuseTwice(TableHeader table) throws MalformedException {
    Set<ColumnName> names = new HashSet<>();
    for (TableHeader.ColumnHeader column : table.columns()) {
      if (!names.add(column.name())) {
        throw new MalformedException(table.name() + " has the column " + column.name() + " twice");
      }
    }
  }

  private static long lastLine(RandomAccessFile file) throws IOException {
    long end = file.length() - 1;
    byte[] chunk = new byte[1 << 13];
    while (end > 0 && file.length() - end < LONGEST) {
      int length = (int) Math.min(chunk.length, end);
      file.seek(end - length);
      file.readFully(chunk, 0, length);
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
