package io.loomctl.importer;

import io.loomctl.catalog.Trigger;
import io.loomctl.catalog.TriggerSwitch;
import io.loomctl.database.Database;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.Where;
import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.importer.Import.Extent;
import io.loomctl.importer.Import.TableResult;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.Selection;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.SnapshotTrailer;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The steps of one import, all within one transaction. */
final class Transaction {

  private final Database database;
  private final Session session;
  private final Import.Request request;
  private final SnapshotBody body;
  private final ProgressListener progress;
  private final SnapshotHeader header;
  private final Map<TableName, Long> nanos = new HashMap<>();

  Transaction(
      Database database,
      Session session,
      Import.Request request,
      SnapshotBody body,
      ProgressListener progress) {
    this.database = database;
    this.session = session;
    this.request = request;
    this.body = body;
    this.progress = progress;
    this.header = body.file().header();
  }

  /** Imports; a failure of any kind leaves it to the caller to roll back. */
  List<TableResult> run() throws IOException {
    TargetView view = new TargetView(database, session, request.config(), request.scenario());
    Map<String, String> parameters = Import.parameters(request, header);
    Set<TableName> included = Import.included(request, header);
    if (request.extent() == Extent.VALIDATE_ONLY) {
      TargetCheck.tables(view.plan(parameters), header, included);
      new RowLoader(session, body, progress).verifyOthers();
      return List.of();
    }
    ScenarioPlan plan = view.lock(parameters, included, request.lockWait());
    refuseOtherParameters(plan);
    List<ImportTable> tables = TargetCheck.tables(plan, header, included);
    session.useOwnSearchPath();
    return write(plan, tables);
  }

  private void refuseOtherParameters(ScenarioPlan plan) {
    if (request.strategy().deletes() && !plan.parameters().equals(header.parameters())) {
      StringBuilder options = new StringBuilder();
      header
          .parameters()
          .forEach(
              (name, value) -> options.append(" --param ").append(name).append('=').append(value));
      throw new RefusedException(
          Problem.at(
                  Where.file(body.file().path()),
                  "the snapshot was taken with other parameters: "
                      + header.parameters()
                      + ", not "
                      + plan.parameters())
              .hint("pass" + options + " if those are the rows to replace"));
    }
  }

  private List<TableResult> write(ScenarioPlan plan, List<ImportTable> tables) throws IOException {
    ConfiguredSchema schema = plan.schema();
    Map<TableName, Sql> replaced = replaced(plan, tables);
    StagedTables staged = new StagedTables(schema);
    Triggers triggers = new Triggers();
    RowLoader loader = new RowLoader(session, body, progress);
    Map<TableName, Change> changes = load(schema, tables, staged, triggers, loader);
    loader.verifyOthers();
    List<Change> differences = compare(staged, replaced);
    differences.forEach(change -> changes.put(change.table().name(), change));
    new BlastRadius(session, schema, staged, differences).check(request.cascade());
    for (Change change : differences) {
      if (change.writes(request.strategy()) > 0) {
        triggers.off(change.table());
      }
    }
    new Writes(session, schema, staged, request.strategy(), body).run(differences);
    triggers.on();
    finish(schema, tables);
    return results(changes);
  }

  /** Which rows of the target are deleted when the snapshot does not have them. */
  private Map<TableName, Sql> replaced(ScenarioPlan plan, List<ImportTable> tables) {
    Set<TableName> names = new TreeSet<>();
    if (request.strategy().deletes()) {
      for (ImportTable table : tables) {
        Role role = table.header().role();
        boolean ownedThere = role == Role.OWNED || role == Role.MIXED;
        if (table.written() && ownedThere && plan.taken().contains(table.name())) {
          names.add(table.name());
        }
      }
    }
    return Selection.ownedRows(session, plan, names);
  }

  private Map<TableName, Change> load(
      ConfiguredSchema schema,
      List<ImportTable> tables,
      StagedTables staged,
      Triggers triggers,
      RowLoader loader)
      throws IOException {
    Map<TableName, ImportTable> byName = new TreeMap<>();
    tables.forEach(table -> byName.put(table.name(), table));
    DependencyOrder order =
        DependencyOrder.of(byName.keySet(), schema.graph().references(), schema.wishes());
    Set<TableName> direct = new HashSet<>();
    Map<TableName, Change> changes = new LinkedHashMap<>();
    tables.forEach(table -> changes.put(table.name(), new Change(table, 0, 0, 0, 0)));
    for (DependencyOrder.Group group : order.groups()) {
      for (TableName name : group.tables()) {
        long started = System.nanoTime();
        ImportTable table = Objects.requireNonNull(byName.get(name));
        if (!group.isCycle() && mayBeCopied(schema, table, byName.keySet(), direct)) {
          triggers.off(table);
          loader.copyDirectly(table);
          direct.add(name);
          long rows = rows(table);
          changes.put(name, new Change(table, rows, rows, 0, 0));
        } else {
          loader.stage(table);
          staged.add(table);
        }
        nanos.merge(name, System.nanoTime() - started, Long::sum);
      }
    }
    return changes;
  }

  /**
   * Whether rows can go straight into the table: it is empty, its own index keeps keys unique, and
   * so it was with every table that they reference or wait for, whose ids are the snapshot's then.
   */
  private boolean mayBeCopied(
      ConfiguredSchema schema, ImportTable table, Set<TableName> tables, Set<TableName> direct) {
    TableName name = table.name();
    boolean parentsToo =
        schema.graph().referencesFrom(name).stream()
            .map(Reference::parent)
            .filter(parent -> !parent.equals(name) && tables.contains(parent))
            .allMatch(direct::contains);
    boolean earlierToo =
        schema.wishes().stream()
            .filter(wish -> wish.table().equals(name) && tables.contains(wish.earlier()))
            .allMatch(wish -> direct.contains(wish.earlier()));
    boolean keyGuarded = table.matchesWholeRows() || table.target().table().isUnique(table.key());
    return table.written()
        && parentsToo
        && earlierToo
        && keyGuarded
        && session.queryOne(
            Sql.of("SELECT NOT EXISTS (SELECT FROM {})", table.target().from()),
            row -> row.getBoolean(1));
  }

  private List<Change> compare(StagedTables staged, Map<TableName, Sql> replaced) {
    KeyCheck keys = new KeyCheck(session, staged);
    SurrogateIds ids = new SurrogateIds(session, staged, replaced);
    for (ImportTable table : KeyOrder.of(staged)) {
      keys.check(table);
      ids.find(table);
    }
    staged.all().stream().filter(table -> table.surrogates().isEmpty()).forEach(keys::check);
    new Rewriting(session, staged).run();
    new MissingRows(session, staged).refuse();
    Difference difference = new Difference(session, staged, replaced);
    List<Change> changes = new ArrayList<>();
    for (ImportTable table : staged.written()) {
      long started = System.nanoTime();
      changes.add(difference.find(table, rows(table)));
      nanos.merge(table.name(), System.nanoTime() - started, Long::sum);
    }
    if (request.strategy() == Strategy.FAIL_ON_CONFLICT) {
      refuseConflicts(changes);
    }
    return changes;
  }

  private static void refuseConflicts(List<Change> changes) {
    List<Change> conflicts =
        changes.stream().filter(change -> change.inserted() < change.rows()).toList();
    if (!conflicts.isEmpty()) {
      Problem problem = Problem.of("rows of the snapshot are in the database already");
      for (Change change : conflicts) {
        problem =
            problem.detail(
                "%s: %,d, of which %,d differ"
                    .formatted(
                        change.table().name(),
                        change.rows() - change.inserted(),
                        change.different()));
      }
      throw new RefusedException(
          problem.hint("use another --strategy: skip leaves them alone, merge updates them"));
    }
  }

  private void finish(ConfiguredSchema schema, List<ImportTable> tables) {
    session.execute(Sql.of("SET CONSTRAINTS ALL IMMEDIATE"));
    if (request.extent() == Extent.DRY_RUN) {
      session.discard();
      return;
    }
    List<ImportTable> written = tables.stream().filter(ImportTable::written).toList();
    new SequenceRaise(session, schema, written).run(body.sequences());
    progress.committing();
  }

  private long rows(ImportTable table) {
    return block(table).rows();
  }

  private SnapshotTrailer.Block block(ImportTable table) {
    return Objects.requireNonNull(body.file().trailer().tables().get(table.name()));
  }

  private List<TableResult> results(Map<TableName, Change> changes) {
    List<TableResult> results = new ArrayList<>();
    for (Change change : changes.values()) {
      ImportTable table = change.table();
      long updated = change.updated(request.strategy());
      if (table.written()) {
        results.add(
            new TableResult(
                table.name(),
                change.inserted(),
                updated,
                change.deleted(),
                change.different() - updated,
                change.unchanged(),
                block(table).required(),
                nanos.getOrDefault(table.name(), 0L) / 1_000_000));
      }
    }
    return results;
  }

  /** User triggers and rules of tables that are written; they stay silent where that is allowed. */
  private final class Triggers {
    private final List<Trigger> silenced = new ArrayList<>();

    void off(ImportTable table) {
      List<Trigger> triggers = table.target().table().triggers();
      if (request.triggers() || triggers.stream().noneMatch(trigger -> trigger.mode().fires())) {
        return;
      }
      if (!table.target().table().owned()) {
        progress.note(
            "triggers of " + table.name() + " fire: only the table's owner can disable them");
        return;
      }
      new TriggerSwitch(triggers).off().forEach(session::execute);
      silenced.addAll(triggers);
    }

    void on() {
      new TriggerSwitch(silenced).on().forEach(session::execute);
    }
  }
}
