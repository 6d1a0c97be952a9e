package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A form of snapshots that is tried.
 *
 * @param folder for what is kept meanwhile
 */
record FormTrial(SnapshotFormat format, Path folder) {

  /** What reading gave: the bytes of the snapshot in SQL, a character for each. */
  record Read(String sql, Map<TableName, Origin.Lines> lines) {}

  byte[] write(Path snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(SnapshotFile.open(snapshot), out);
    return out.toByteArray();
  }

  Read read(byte[] file) throws IOException, MalformedException {
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    Map<TableName, Origin.Lines> lines =
        format.read(new ByteArrayInputStream(file), sql, folder.resolve("scratch"));
    return new Read(latin(sql.toByteArray()), lines);
  }

  /** The bytes of a file, a character for each. */
  static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What {@link Read#sql} should be. */
  static String sql(Path file) throws IOException {
    return latin(Files.readAllBytes(file));
  }

  /** A letter again and again. */
  static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'x';
      }

      @Override
      public int read(byte[] into, int from, int length) {
        Arrays.fill(into, from, from + length, (byte) 'x');
        return length;
      }
    };
  }
}
