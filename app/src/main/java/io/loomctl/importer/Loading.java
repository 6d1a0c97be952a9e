package io.loomctl.importer;

import io.loomctl.database.Session;
import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings the snapshot's rows to the server, parents before children: straight into tables where
 * nothing can conflict, else into temporary tables, and there as few as possible. On the way it
 * finds the ids that rows have in the target, because children need to know those of their parents.
 */
final class Loading {

  /** What is done with rows. */
  enum Mode {
    /** As little as it takes to write them. */
    WRITE,
    /** All of them are staged, so that each can be looked for; nothing is written. */
    LOOK
  }

  private final Session session;
  private final Mode mode;
  private final ConfiguredSchema schema;
  private final SnapshotBody body;
  private final TriggersOff triggers;
  private final Map<TableName, Sql> replaced;
  private final Map<TableName, ImportTable> tables = new TreeMap<>();
  private final StagedTables staged;
  private final RowLoader loader;
  private final ChangedRows changedRows;
  private final KeyCheck keys;
  private final SurrogateIds ids;
  private final List<Change> copied = new ArrayList<>();
  private final Set<TableName> direct = new HashSet<>();
  private final Set<TableName> identified = new HashSet<>();
  private final Map<TableName, Long> nanos = new HashMap<>();

  /**
   * Nothing is loaded yet.
   *
   * @param replaced the tables of which rows that the snapshot does not have are deleted, each with
   *     a FROM clause for its owned rows
   */
  Loading(
      Session session,
      ConfiguredSchema schema,
      SnapshotBody body,
      ProgressListener progress,
      TriggersOff triggers,
      Map<TableName, Sql> replaced,
      List<ImportTable> tables,
      Mode mode) {
    this.session = session;
    this.mode = mode;
    this.schema = schema;
    this.body = body;
    this.triggers = triggers;
    this.replaced = new TreeMap<>(replaced);
    tables.forEach(table -> this.tables.put(table.name(), table));
    this.staged = new StagedTables(schema);
    this.loader = new RowLoader(session, body, progress);
    this.changedRows = new ChangedRows(session, schema, body.file(), progress);
    this.keys = new KeyCheck(session, staged);
    this.ids = new SurrogateIds(session, staged, this.replaced);
  }

  void run() throws IOException {
    DependencyOrder order =
        DependencyOrder.of(tables.keySet(), schema.graph().references(), schema.wishes());
    for (DependencyOrder.Group group : order.groups()) {
      for (TableName name : group.tables()) {
        long started = System.nanoTime();
        load(table(name), group.isCycle());
        nanos.put(name, System.nanoTime() - started);
      }
      Set<TableName> known = new HashSet<>(identified);
      known.addAll(group.tables());
      if (group.tables().stream().allMatch(name -> known.containsAll(parents(name)))) {
        identify(group.tables());
      }
    }
    identify(staged.all().stream().map(ImportTable::name).toList());
    loader.verifyOthers();
  }

  StagedTables staged() {
    return staged;
  }

  /** What was copied straight into its table. */
  List<Change> copied() {
    return copied;
  }

  /** As given; where both sides were merged, only those rows that only the target has. */
  Map<TableName, Sql> replaced() {
    return replaced;
  }

  /** The time that loading a table took. */
  long millis(TableName table) {
    return nanos.getOrDefault(table, 0L) / 1_000_000;
  }

  private ImportTable table(TableName name) {
    return Objects.requireNonNull(tables.get(name));
  }

  private void load(ImportTable table, boolean cycle) throws IOException {
    if (mode == Mode.WRITE && !cycle && mayBeCopied(table)) {
      triggers.off(table);
      loader.copyDirectly(table);
      direct.add(table.name());
      identified.add(table.name());
      long rows = body.file().trailer().block(table.name()).rows();
      copied.add(new Change(table, rows, rows, 0, 0, 0));
      return;
    }
    staged.add(table);
    if (mode == Mode.WRITE
        && !cycle
        && identified.containsAll(parents(table.name()))
        && changedRows.mayFind(table, staged)) {
      stageChanged(table);
    } else {
      loader.stage(table);
    }
  }

  private void stageChanged(ImportTable table) throws IOException {
    try (ChangedRows.Found found = changedRows.find(table)) {
      loader.stage(table, found);
    }
    replaced.computeIfPresent(
        table.name(),
        (name, owned) ->
            Sql.of(
                "{} JOIN {} AS surplus ON {}",
                owned,
                table.surplus(),
                new KeyMatch(table).same(Sql.of("loomctl_row"), Sql.of("surplus"))));
  }

  /**
   * Whether rows can go straight into the table: it is empty, its own index keeps keys unique, and
   * so it was with every table that they reference or wait for, whose ids are the snapshot's then.
   */
  private boolean mayBeCopied(ImportTable table) {
    TableName name = table.name();
    boolean earlierToo =
        schema.wishes().stream()
            .filter(wish -> wish.table().equals(name) && tables.containsKey(wish.earlier()))
            .allMatch(wish -> direct.contains(wish.earlier()));
    boolean keyGuarded = table.matchesWholeRows() || table.target().table().isUnique(table.key());
    return table.written()
        && direct.containsAll(parents(name))
        && earlierToo
        && keyGuarded
        && session.queryOne(
            Sql.of("SELECT NOT EXISTS (SELECT FROM {})", table.target().from()),
            row -> row.getBoolean(1));
  }

  private List<TableName> parents(TableName name) {
    return schema.graph().referencesFrom(name).stream()
        .map(Reference::parent)
        .filter(parent -> !parent.equals(name) && tables.containsKey(parent))
        .toList();
  }

  private void identify(Collection<TableName> names) {
    for (ImportTable table : KeyOrder.of(staged)) {
      if (names.contains(table.name()) && identified.add(table.name())) {
        keys.check(table);
        ids.find(table);
      }
    }
    for (TableName name : names) {
      if (identified.add(name)) {
        keys.check(table(name));
      }
    }
  }
}
