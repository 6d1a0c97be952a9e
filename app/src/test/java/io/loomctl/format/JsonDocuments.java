package io.loomctl.format;

import io.loomctl.graph.TableName;
import io.loomctl.snapshot.BodyScript;
import io.loomctl.snapshot.MalformedException;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.SampleSnapshots;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /**
   * A snapshot in SQL.
   *
   * @param rows of each table, as COPY text without line ends
   */
  static Path snapshot(Path file, List<TableHeader> tables, Map<TableName, List<String>> rows)
      throws IOException {
    SnapshotHeader header = SampleSnapshots.header("notes", 1, tables.toArray(TableHeader[]::new));
    try (OutputStream out = Files.newOutputStream(file)) {
      SnapshotWriter writer = new SnapshotWriter(out, header);
      new BodyScript(writer, header.script())
          .write(
              Optional.empty(),
              (table, copy) ->
                  writer.block(
                      table.name(),
                      copy,
                      0,
                      to -> rows(to, rows.getOrDefault(table.name(), List.of()))));
      writer.finish();
    }
    return file;
  }

  /** A snapshot of one table. */
  static Path snapshot(Path file, TableHeader table, String... rows) throws IOException {
    return snapshot(file, List.of(table), Map.of(table.name(), List.of(rows)));
  }

  private static RowBlock.Summary rows(OutputStream out, List<String> rows) throws IOException {
    RowBlock block = new RowBlock(out);
    for (String row : rows) {
      block.row((row + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return block.finish();
  }
}
