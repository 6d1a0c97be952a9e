package io.loomctl.snapshot;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableHeader.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Snapshots for tests, the same at every run. */
public final class SampleSnapshots {

  public static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

  /** One table: {@code public.notes (id bigint PRIMARY KEY, body text)}. */
  public static final TableHeader NOTES = table("notes", "id: bigint!", "body: text");

  /** What is written behind the rows. */
  static final SequenceStatement SEQUENCE =
      new SequenceStatement(new TableName("public", "tickets"), 7, true, true);

  private SampleSnapshots() {}

  /**
   * A table of the schema {@code public}, owned and in no cycle, whose first column is its key.
   *
   * @param columns {@code name: type}, with {@code !} for NOT NULL
   */
  public static TableHeader table(String name, String... columns) {
    List<ColumnHeader> headers = new ArrayList<>();
    for (String column : columns) {
      int colon = column.indexOf(": ");
      headers.add(
          new ColumnHeader(
              new ColumnName(column.substring(0, colon)),
              column.substring(colon + 2).replace("!", ""),
              column.endsWith("!"),
              false));
    }
    ColumnName key = headers.get(0).name();
    SortColumn.By by =
        headers.get(0).type().endsWith("int") ? SortColumn.By.VALUE : SortColumn.By.BYTES;
    return new TableHeader(
        new TableName("public", name),
        Role.OWNED,
        0,
        false,
        headers,
        List.of(key),
        new MatchKey(MatchKey.Kind.PRIMARY, List.of(key)),
        List.of(new SortColumn(key, by)),
        List.of());
  }

  public static SnapshotHeader header(String scenario, int version, TableHeader... tables) {
    return new SnapshotHeader(
        new ScenarioName(scenario),
        version,
        CREATED,
        "",
        "loomctl 0.1.0",
        "18.1",
        "demo",
        new TreeMap<>(),
        List.of(),
        List.of(),
        "5c4e3a",
        LoadScript.Layout.DIRECT,
        List.of(tables));
  }

  /** A snapshot of {@link #NOTES}. */
  public static void notes(OutputStream out, String scenario, int version, String... rows)
      throws IOException {
    write(out, header(scenario, version, NOTES), Map.of(NOTES.name(), List.of(rows)));
  }

  public static byte[] notes(String scenario, int version, String... rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      notes(out, scenario, version, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes each table's rows where the header's layout has them. */
  static SnapshotTrailer write(
      OutputStream out, SnapshotHeader header, Map<TableName, List<String>> rows)
      throws IOException {
    SnapshotWriter writer = new SnapshotWriter(out, header);
    LoadScript script = header.script();
    for (List<TableHeader> group : script.groups()) {
      for (TableHeader table : group) {
        if (script.isStaged(table)) {
          writer.statement(script.createStaging(table));
        }
        List<String> lines = rows.getOrDefault(table.name(), List.of());
        writer.block(table.name(), script.copy(table), 0, block -> rows(block, lines));
      }
      if (script.isStaged(group.get(0))) {
        writer.statement(script.write(group));
      }
    }
    writer.statement(SEQUENCE.sql());
    return writer.finish();
  }

  static RowBlock.Summary rows(OutputStream out, List<String> lines) throws IOException {
    RowBlock block = new RowBlock(out);
    for (String line : lines) {
      block.row((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return block.finish();
  }

  /** A snapshot with the rows of each of the header's tables. */
  public static SnapshotFile file(Path path, SnapshotHeader header, List<List<String>> rows) {
    Map<TableName, List<String>> byTable = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      byTable.put(header.tables().get(i).name(), rows.get(i));
    }
    try (OutputStream out = Files.newOutputStream(path)) {
      write(out, header, byTable);
      return SnapshotFile.open(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int indexOf(byte[] content, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at + wanted.length <= content.length; at++) {
      if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("not there: " + text);
  }

  /** A golden text. */
  static String golden(String name) {
    try (InputStream in = SampleSnapshots.class.getResourceAsStream("/snapshot/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
