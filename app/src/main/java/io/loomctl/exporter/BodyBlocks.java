package io.loomctl.exporter;

import io.loomctl.database.Session;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.LoadScript;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the parts of a body that belong to tables. */
final class BodyBlocks {

  private final SnapshotWriter writer;
  private final LoadScript script;
  private final ParallelTables tables;
  private final Session session;
  private final Map<TableName, TableRows> rows;

  BodyBlocks(
      SnapshotWriter writer,
      LoadScript script,
      ParallelTables tables,
      Session session,
      List<TableRows> rows) {
    this.writer = writer;
    this.script = script;
    this.tables = tables;
    this.session = session;
    this.rows =
        rows.stream()
            .collect(Collectors.toMap(source -> source.table().name(), Function.identity()));
  }

  /** The rows themselves, into their tables or into temporary ones. */
  void load(List<TableHeader> group) throws IOException {
    for (TableHeader table : group) {
      if (script.isStaged(table)) {
        writer.statement(script.createStaging(table));
      }
      TableRows source = Objects.requireNonNull(rows.get(table.name()));
      writer.block(
          table.name(),
          script.copy(table),
          source.table().required(),
          out -> tables.write(source, session, out));
    }
  }

  /** What brings staged rows into their tables. */
  void write(List<TableHeader> group) throws IOException {
    if (script.isStaged(group.get(0))) {
      writer.statement(script.write(group));
    }
  }
}
