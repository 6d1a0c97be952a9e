package io.loomctl.exporter;

import io.loomctl.catalog.SchemaFingerprint;
import io.loomctl.catalog.Table;
import io.loomctl.catalog.TriggerSwitch;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.TableName;
import io.loomctl.masking.MaskCheck;
import io.loomctl.masking.MaskedRows;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import io.loomctl.scenario.OwnedRowsDeletion;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.SelectedTable;
import io.loomctl.scenario.Selection;
import io.loomctl.snapshot.BodyScript;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Evaluates a plan and writes what it selects, within one transaction. */
final class SnapshotContent {

  private final Database database;
  private final Session session;
  private final ScenarioPlan plan;
  private final Export.Request request;
  private final ProgressListener progress;
  private final ConfiguredSchema schema;
  private final Disclosure disclosure;
  private final MaskedRows masks;
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
    this.disclosure = Disclosure.of(plan, request, database.name());
    this.masks = disclosure.rows();
  }

  /**
   * Writes the whole snapshot.
   *
   * @param version the number for its header
   * @param folder where tables that are read ahead are kept meanwhile
   */
  SnapshotTrailer write(int version, Instant now, OutputStream out, Path folder)
      throws IOException {
    select();
    SnapshotHeader header = header(version, now);
    SnapshotWriter writer = new SnapshotWriter(out, header);
    TriggerSwitch triggers =
        new TriggerSwitch(
            selected.values().stream()
                .flatMap(table -> table.table().table().triggers().stream())
                .toList());
    statements(writer, triggers.off());
    rows(writer, header.script(), folder);
    statements(
        writer,
        new SequencePositions(session, plan, masks, List.copyOf(selected.values())).statements());
    statements(writer, triggers.on());
    return writer.finish();
  }

  private void select() {
    if (disclosure.isMasked()) {
      masks.prepare(session);
    }
    for (SelectedTable table : Selection.evaluate(session, plan)) {
      selected.put(table.name(), table);
    }
    new MaskCheck(session, masks).run(selected.values().stream().map(masks::of).toList());
  }

  private static void statements(SnapshotWriter writer, List<Sql> statements) throws IOException {
    for (Sql statement : statements) {
      writer.statement(statement);
    }
  }

  private void rows(SnapshotWriter writer, LoadScript script, Path folder) throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    List<TableRows> rows =
        selected.values().stream()
            .map(table -> masks.of(changed(table)))
            .map(table -> new TableRows(table, masks, schema.catalog().encoding(), progress, stop))
            .toList();
    try (ParallelTables tables =
        ParallelTables.start(database, session, rows, request.jobs() - 1, folder, stop)) {
      Map<TableName, TableRows> byName =
          rows.stream().collect(Collectors.toMap(each -> each.table().name(), each -> each));
      new BodyScript(writer, script)
          .write(
              deletion(script).map(Sql::text),
              (table, copy) -> {
                TableRows source = Objects.requireNonNull(byName.get(table.name()));
                writer.block(
                    table.name(),
                    copy,
                    source.table().required(),
                    out -> tables.write(source, session, out));
              });
    }
  }

  /**
   * Without the rows that did not change since the time that was asked for, if any was. A row that
   * does not tell when it changed may have.
   */
  private SelectedTable changed(SelectedTable table) {
    Optional<Instant> since = request.since().flatMap(Export.Since::time);
    Optional<ColumnName> updated = table.table().updated();
    if (since.isEmpty() || updated.isEmpty()) {
      return table;
    }
    Sql later =
        Sql.of(
            "{} WHERE (loomctl_row.{} > {}::pg_catalog.timestamptz) IS NOT FALSE",
            table.from(),
            Sql.name(updated.get().value()),
            Sql.literal(since.get().toString()));
    return new SelectedTable(table.table(), false, table.owned(), table.required(), later);
  }

  /** Its conditions hold the parameters' values. */
  private Optional<Sql> deletion(LoadScript script) {
    if (!disclosure.withheld().isEmpty()) {
      return Optional.empty();
    }
    Map<TableName, TableHeader> headers = new TreeMap<>();
    script.groups().forEach(group -> group.forEach(table -> headers.put(table.name(), table)));
    Sql row = Sql.of("loomctl_row");
    return OwnedRowsDeletion.of(
        plan, name -> script.stays(Objects.requireNonNull(headers.get(name)), row));
  }

  private SnapshotHeader header(int version, Instant now) {
    SnapshotHeader header =
        new SnapshotHeader(
            plan.scenario(),
            version,
            now,
            request.message(),
            request.tool(),
            schema.catalog().serverVersion(),
            database.name(),
            disclosure.parameters(),
            request.narrowing().only(),
            request.narrowing().exclude(),
            SchemaFingerprint.of(schema.catalog(), schema.config().schemas()),
            layout(),
            headers());
    return header.withMasking(disclosure.header(session));
  }

  /** Rows can be deleted and copied in again when nothing that stays references them. */
  private LoadScript.Layout layout() {
    Set<TableName> replaced = new TreeSet<>();
    for (SelectedTable table : selected.values()) {
      if (table.whole() && !table.table().lookup()) {
        replaced.add(table.name());
      } else if (!table.table().lookup()) {
        return LoadScript.Layout.STAGED;
      }
    }
    boolean referenced =
        schema.graph().references().stream()
            .filter(reference -> reference.kind().enforced())
            .anyMatch(
                reference ->
                    replaced.contains(reference.parent()) && !replaced.contains(reference.child()));
    return referenced ? LoadScript.Layout.STAGED : LoadScript.Layout.DIRECT;
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
        table.partitioned(),
        data.columns().stream()
            .map(
                column ->
                    new ColumnHeader(
                        column.name(),
                        column.type(),
                        column.notNull(),
                        column.identity(),
                        masks.described(table.name(), column.name())))
            .toList(),
        table.primaryKey().map(UniqueKey::columns).orElse(List.of()),
        data.key(),
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
