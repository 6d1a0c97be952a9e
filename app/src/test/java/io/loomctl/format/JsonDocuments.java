package io.loomctl.format;

import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.SnapshotFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Snapshots as JSON, and back. */
final class JsonDocuments {

  private JsonDocuments() {}

  static JsonFormat format(boolean pretty) {
    return new JsonFormat(Map.of(), pretty);
  }

  static byte[] write(Path snapshot, boolean pretty) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    format(pretty).write(SnapshotFile.open(snapshot), json);
    return json.toByteArray();
  }

  static byte[] read(byte[] json, Path scratch) throws IOException, MalformedException {
    ByteArrayOutputStream sql = new ByteArrayOutputStream();
    format(false).read(new ByteArrayInputStream(json), sql, scratch);
    return sql.toByteArray();
  }
}
