package io.loomctl.validation;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.LoadScript;
import io.loomctl.snapshot.RowBlock;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableHeader.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A snapshot with rows that no export would put together. */
final class MadeSnapshot {

  private final Map<TableHeader, List<String>> tables = new LinkedHashMap<>();

  /**
   * Adds a table of the schema public; its first column is its key.
   *
   * @param columns {@code name type, name type}
   * @param references {@code columns -> parent(columns)}, each with its kind
   * @param rows values separated by bars, {@code \N} for NULL
   */
  MadeSnapshot table(
      String name, Role role, String columns, List<Reference> references, List<String> rows) {
    List<ColumnHeader> headers = new ArrayList<>();
    for (String column : columns.split(", ", -1)) {
      String[] parts = column.split(" ", 2);
      headers.add(new ColumnHeader(new ColumnName(parts[0]), parts[1], false, false));
    }
    List<ColumnName> key = List.of(headers.get(0).name());
    tables.put(
        new TableHeader(
            table(name),
            role,
            0,
            false,
            headers,
            key,
            new MatchKey(MatchKey.Kind.PRIMARY, key),
            List.of(),
            references),
        rows);
    return this;
  }

  MadeSnapshot table(String name, String columns, String... rows) {
    return table(name, Role.OWNED, columns, List.of(), List.of(rows));
  }

  static TableName table(String name) {
    return new TableName("public", name);
  }

  /** A reference by columns separated by commas. */
  static Reference reference(
      String child, String columns, String parent, String parentColumns, Reference.Kind kind) {
    return new Reference(
        child + "_fkey",
        table(child),
        names(columns),
        table(parent),
        names(parentColumns),
        kind,
        List.of());
  }

  private static List<ColumnName> names(String columns) {
    return Stream.of(columns.split(",", -1)).map(ColumnName::new).toList();
  }

  /** Writes it as a version of the scenario {@code all}. */
  SnapshotFile writeTo(Path snapshots, int version) {
    Path file = snapshots.resolve("all/all_v" + version + "_2026-03-01.sql");
    try {
      Files.createDirectories(snapshots.resolve("all"));
      try (OutputStream out = Files.newOutputStream(file)) {
        write(new SnapshotWriter(out, header(version)));
      }
      return SnapshotFile.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SnapshotHeader header(int version) {
    return new SnapshotHeader(
        new ScenarioName("all"),
        version,
        Instant.parse("2026-03-01T12:00:00Z"),
        "",
        "loomctl 0.1.0",
        "18.1",
        "db",
        new TreeMap<>(),
        List.of(),
        List.of(),
        "5c4e3a",
        LoadScript.Layout.DIRECT,
        List.copyOf(tables.keySet()));
  }

  private void write(SnapshotWriter writer) throws IOException {
    LoadScript script = new LoadScript(LoadScript.Layout.DIRECT, List.copyOf(tables.keySet()));
    for (Map.Entry<TableHeader, List<String>> table : tables.entrySet()) {
      writer.block(
          table.getKey().name(),
          script.copy(table.getKey()),
          0,
          out -> {
            RowBlock block = new RowBlock(out);
            for (String row : table.getValue()) {
              block.row((row.replace('|', '\t') + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return block.finish();
          });
    }
    writer.finish();
  }
}
