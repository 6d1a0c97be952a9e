package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.Origin;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotFormat;
import io.loomctl.testing.Forgery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A form of snapshots under test.
 *
 * @param folder for what is kept meanwhile
 */
record Form(SnapshotFormat format, Path folder) {

  /** What reading gave. */
  record Read(byte[] sql, Map<TableName, Origin.Lines> lines) {}

  byte[] write(Path snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(SnapshotFile.open(snapshot), out);
    return out.toByteArray();
  }

  Read read(byte[] file) throws IOException, MalformedException {
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    Map<TableName, Origin.Lines> lines =
        format.read(new ByteArrayInputStream(file), sql, folder.resolve("scratch"));
    return new Read(sql.toByteArray(), lines);
  }

  /** A snapshot whose statements are all ones that loomctl writes. */
  static Path sealed(Path sample) {
    return Forgery.of(sample).statements("SELECT 1;\n", "").seal(sample);
  }

  /** The bytes of a file, a character for each. */
  static String latin(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  static byte[] latin(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(file);
  }
}
