package io.loomctl.importer;

import io.loomctl.database.Database;
import io.loomctl.database.DatabaseIdentity;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import io.loomctl.importer.Import.Extent;
import io.loomctl.importer.Import.TableResult;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.scenario.Selection;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The steps of one import, all within one transaction. */
final class Transaction {

  private final Database database;
  private final Session session;
  private final Import.Request request;
  private final SnapshotBody body;
  private final ProgressListener progress;
  private final SnapshotHeader header;

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
    refuseOwnMasks();
    ScenarioPlan plan = view.lock(parameters, included, request.lockWait());
    refuseOtherParameters(plan);
    List<ImportTable> tables = TargetCheck.tables(plan, header, included);
    session.useOwnSearchPath();
    return write(plan, tables);
  }

  private void refuseOwnMasks() {
    if (request.masked()
        || header.masking().isEmpty()
        || !header.masking().get().source().equals(DatabaseIdentity.of(session))) {
      return;
    }
    throw new RefusedException(
        Problem.at(
                Where.file(body.file().place()),
                "the snapshot is masked and was taken from this very database: masked values would"
                    + " replace the real ones")
            .hint("import it elsewhere, or pass --allow-masked if you mean it"));
  }

  private void refuseOtherParameters(ScenarioPlan plan) {
    if (request.strategy().deletes()
        && !told(plan.parameters()).equals(told(header.parameters()))) {
      throw new RefusedException(
          Problem.at(
                  Where.file(body.file().place()),
                  "the snapshot was taken with "
                      + listed("", told(header.parameters()))
                      + ", not with "
                      + listed("", told(plan.parameters())))
              .hint(
                  "pass"
                      + listed(" --param ", told(header.parameters()))
                      + " if those are the rows to replace"));
    }
  }

  /** Without those of which a masked snapshot does not tell the value. */
  private Map<String, String> told(Map<String, String> parameters) {
    Map<String, String> told = new TreeMap<>(parameters);
    told.keySet().removeAll(header.withheld());
    return told;
  }

  private static String listed(String before, Map<String, String> parameters) {
    return parameters.isEmpty()
        ? "no parameters"
        : parameters.entrySet().stream()
            .map(parameter -> before + parameter)
            .collect(Collectors.joining(before.isEmpty() ? ", " : ""));
  }

  private List<TableResult> write(ScenarioPlan plan, List<ImportTable> tables) throws IOException {
    ConfiguredSchema schema = plan.schema();
    TriggersOff triggers = new TriggersOff(session, request.triggers(), progress);
    Map<TableName, Sql> owned = replaced(plan, tables);
    HeldBase base = base(plan, owned);
    Loading loading =
        new Loading(
            session,
            schema,
            body,
            progress,
            triggers,
            request.base().isPresent() ? base.replaced() : owned,
            tables,
            Loading.Mode.WRITE);
    loading.run();
    StagedTables staged = loading.staged();
    new Rewriting(session, staged).run();
    new MissingRows(session, staged).refuse();
    progress.step("comparing rows");
    List<Change> differences = compare(schema, staged, loading.replaced(), base);
    write(schema, staged, differences, triggers);
    checkDeferred(tables, staged);
    triggers.on();
    finish(schema, tables);
    List<Change> changes = new ArrayList<>(loading.copied());
    changes.addAll(differences);
    return results(changes, loading);
  }

  private HeldBase base(ScenarioPlan plan, Map<TableName, Sql> owned) throws IOException {
    if (request.base().isEmpty()) {
      return HeldBase.none(session, plan.schema());
    }
    progress.step("looking for the base");
    SnapshotFile before = request.base().get();
    Set<TableName> included = Import.included(request, before.header());
    return HeldBase.find(
        session,
        plan.schema(),
        SnapshotBody.open(before),
        owned,
        TargetCheck.tables(plan, before.header(), included));
  }

  private void write(
      ConfiguredSchema schema, StagedTables staged, List<Change> changes, TriggersOff triggers)
      throws IOException {
    Strategy strategy = request.strategy();
    KeyHolders holders = new KeyHolders(schema, staged, changes);
    Anew anew = new Anew(session, schema, holders);
    Set<TableName> renewed = anew.needed(changes, strategy);
    if (strategy.updates()) {
      new BlastRadius(session, schema, holders, names(staged.written()))
          .check(changes, renewed, request.cascade());
    }
    long writing = 0;
    for (Change change : changes) {
      long rows = change.writes(strategy);
      writing += rows;
      if (rows > 0) {
        triggers.off(change.table());
      }
    }
    if (writing > 0) {
      progress.step(
          String.format(Locale.ROOT, "writing %,d %s", writing, writing == 1 ? "row" : "rows"));
    }
    new Writes(session, schema, staged, strategy, body, anew).run(changes, renewed);
  }

  private static Set<TableName> names(List<ImportTable> tables) {
    return tables.stream().map(ImportTable::name).collect(Collectors.toSet());
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

  private List<Change> compare(
      ConfiguredSchema schema, StagedTables staged, Map<TableName, Sql> replaced, HeldBase base) {
    Difference difference = new Difference(session, staged, replaced, base.rows());
    List<Change> changes = new ArrayList<>();
    for (ImportTable table : staged.written()) {
      changes.add(difference.find(table, body.file().trailer().block(table.name()).rows()));
    }
    base.refuseOthers(changes);
    if (request.strategy() == Strategy.FAIL_ON_CONFLICT) {
      refuseConflicts(changes);
    }
    return new Substitution(session, schema, staged).find(changes);
  }

  private static void refuseConflicts(List<Change> changes) {
    List<Change> conflicts =
        changes.stream().filter(change -> change.inserted() < change.rows()).toList();
    if (!conflicts.isEmpty()) {
      Problem problem = Problem.of("rows of the snapshot are in the database already");
      for (Change change : conflicts) {
        problem =
            problem.detail(
                String.format(
                    Locale.ROOT,
                    "%s: %,d equal, %,d different",
                    change.table().name(),
                    change.unchanged(),
                    change.different()));
      }
      throw new RefusedException(
          problem.hint("use another --strategy: skip leaves them alone, merge updates them"));
    }
  }

  private void checkDeferred(List<ImportTable> tables, StagedTables staged) throws IOException {
    Optional<DatabaseException> refusal =
        session.attempt(() -> session.execute(Sql.of("SET CONSTRAINTS ALL IMMEDIATE")));
    if (refusal.isPresent()) {
      Optional<ImportTable> named = new NamedTable(session).in(refusal.get(), tables);
      Optional<RowFailure> failure =
          named.map(
              table ->
                  staged.find(table.name()).isPresent()
                      ? RowFailure.of(body, table, staged)
                      : RowFailure.of(body, table));
      throw failure.isPresent() ? failure.get().explain(refusal.get()) : refusal.get();
    }
  }

  private void finish(ConfiguredSchema schema, List<ImportTable> tables) {
    if (request.extent() == Extent.DRY_RUN) {
      session.discard();
      return;
    }
    List<ImportTable> written = tables.stream().filter(ImportTable::written).toList();
    new SequenceRaise(session, schema, written, progress).run(body.written().sequences());
  }

  private List<TableResult> results(List<Change> changes, Loading loading) {
    List<TableName> order = header.tables().stream().map(TableHeader::name).toList();
    return changes.stream()
        .sorted(Comparator.comparingInt(change -> order.indexOf(change.table().name())))
        .map(change -> result(change, loading))
        .toList();
  }

  private TableResult result(Change change, Loading loading) {
    TableName table = change.table().name();
    long updated = change.updated(request.strategy());
    return new TableResult(
        table,
        change.inserted(),
        updated,
        change.deleted(),
        change.different() - updated,
        change.unchanged(),
        body.file().trailer().block(table).required(),
        loading.millis(table));
  }
}
