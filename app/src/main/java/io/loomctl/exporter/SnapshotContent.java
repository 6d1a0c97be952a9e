package io.loomctl.exporter;

import io.loomctl.catalog.SchemaFingerprint;
import io.loomctl.catalog.Table;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.TableName;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import io.loomctl.scenario.OwnedRowsDeletion;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.scenario.Selection;
import io.loomctl.snapshot.LoadScript;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.SnapshotWriter;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Evaluates a plan and writes what it selects, within one transaction. */
final class SnapshotContent {

  private final Database database;
  private final Session session;
  private final ScenarioPlan plan;
  private final Export.Request request;
  private final ProgressListener progress;
  private final ConfiguredSchema schema;
  private final Map<TableName, SelectedTable> selected = new TreeMap<>();

  SnapshotContent(
      Database database,
      Session session,
      ScenarioPlan plan,
      Export.Request request,
      ProgressListener progress) {
    this.database = database;
    this.session = session;
    this.plan = plan;
    this.request = request;
    this.progress = progress;
    this.schema = plan.schema();
  }

  /**
   * Writes the whole snapshot.
   *
   * @param version the number for its header
   * @param folder where tables that are read ahead are kept meanwhile
   */
  SnapshotTrailer write(int version, Instant now, OutputStream out, Path folder)
      throws IOException {
    for (SelectedTable table : Selection.evaluate(session, plan)) {
      selected.put(table.name(), table);
    }
    List<TableHeader> headers = headers();
    SnapshotWriter writer = new SnapshotWriter(out, header(version, now, headers));
    TriggerSwitch triggers = TriggerSwitch.of(List.copyOf(selected.values()));
    statements(writer, triggers.off());
    statements(writer, OwnedRowsDeletion.of(plan).stream().toList());
    rows(writer, headers, folder);
    statements(
        writer, new SequencePositions(session, plan, List.copyOf(selected.values())).statements());
    statements(writer, triggers.on());
    return writer.finish();
  }

  private static void statements(SnapshotWriter writer, List<Sql> statements) throws IOException {
    for (Sql statement : statements) {
      writer.statement(statement);
    }
  }

  private void rows(SnapshotWriter writer, List<TableHeader> headers, Path folder)
      throws IOException {
    LoadScript script = new LoadScript(headers);
    AtomicBoolean stop = new AtomicBoolean();
    Map<TableName, TableRows> rows = new TreeMap<>();
    selected.forEach(
        (name, table) ->
            rows.put(name, new TableRows(table, schema.catalog().encoding(), progress, stop)));
    try (ParallelTables tables =
        ParallelTables.start(
            database, session, List.copyOf(rows.values()), request.jobs() - 1, folder, stop)) {
      for (List<TableHeader> group : script.groups()) {
        for (TableHeader table : group) {
          if (table.staged()) {
            writer.statement(script.createStaging(table));
          }
        }
        for (TableHeader table : group) {
          TableRows source = Objects.requireNonNull(rows.get(table.name()));
          writer.block(
              table.name(),
              script.copy(table),
              source.table().required(),
              out -> tables.write(source, session, out));
        }
        if (group.get(0).staged()) {
          writer.statement(script.insertStaged(group));
        }
      }
    }
  }

  private SnapshotHeader header(int version, Instant now, List<TableHeader> headers) {
    return new SnapshotHeader(
        plan.scenario(),
        version,
        now,
        request.message(),
        request.tool(),
        schema.catalog().serverVersion(),
        database.name(),
        plan.parameters(),
        request.narrowing().only(),
        request.narrowing().exclude(),
        SchemaFingerprint.of(schema.catalog(), schema.config().schemas()),
        headers);
  }

  private List<TableHeader> headers() {
    DependencyOrder order =
        DependencyOrder.of(selected.keySet(), schema.graph().references(), schema.wishes());
    List<TableHeader> headers = new ArrayList<>();
    int cycles = 0;
    for (DependencyOrder.Group group : order.groups()) {
      int cycle = group.isCycle() ? ++cycles : 0;
      for (TableName table : group.tables()) {
        headers.add(header(Objects.requireNonNull(selected.get(table)), cycle));
      }
    }
    return headers;
  }

  private TableHeader header(SelectedTable selectedTable, int cycle) {
    DataTable data = selectedTable.table();
    Table table = data.table();
    return new TableHeader(
        table.name(),
        role(selectedTable),
        cycle,
        data.columns().stream()
            .map(column -> new ColumnHeader(column.name(), column.type()))
            .toList(),
        table.primaryKey().map(UniqueKey::columns).orElse(List.of()),
        data.key(),
        table.deferrableIndex(),
        data.sort(),
        schema.carriedReferencesFrom(table.name()));
  }

  private Role role(SelectedTable table) {
    if (table.table().lookup()) {
      return Role.LOOKUP;
    }
    boolean owned = plan.taken().contains(table.name());
    if (owned) {
      return table.required() > 0 ? Role.MIXED : Role.OWNED;
    }
    return Role.REQUIRED;
  }
}
