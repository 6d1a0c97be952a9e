package io.loomctl.importer;

import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.TableName;
import io.loomctl.progress.ProgressListener;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows that a delta changes, as they were before: the target has to have them just so. They are
 * matched as those of any snapshot, over natural keys and other ids.
 */
final class HeldBase {

  /** Its temporary tables are numbered behind those of the rows that are written. */
  private static final int NUMBERS = 1_000_000;

  private final Session session;
  private final StagedTables staged;
  private final Map<TableName, Sql> replaced;
  private final Map<TableName, Sql> rows = new TreeMap<>();

  private HeldBase(Session session, StagedTables staged, Map<TableName, Sql> replaced) {
    this.session = session;
    this.staged = staged;
    this.replaced = replaced;
  }

  /** No base: the snapshot is no delta. */
  static HeldBase none(Session session, ConfiguredSchema schema) {
    return new HeldBase(session, new StagedTables(schema), Map.of());
  }

  /**
   * Finds the rows.
   *
   * @param replaced FROM clauses of the rows that the scenario owns in the target
   * @throws RefusedException when the target does not have them, or has other values in them
   */
  static HeldBase find(
      Session session,
      ConfiguredSchema schema,
      SnapshotBody base,
      Map<TableName, Sql> replaced,
      List<ImportTable> tables)
      throws IOException {
    List<ImportTable> numbered =
        tables.stream().map(table -> table.numbered(NUMBERS + table.number())).toList();
    Loading loading =
        new Loading(
            session,
            schema,
            base,
            ProgressListener.NONE,
            new TriggersOff(session, true, ProgressListener.NONE),
            Map.of(),
            numbered,
            Loading.Mode.LOOK);
    loading.run();
    HeldBase held = new HeldBase(session, loading.staged(), replaced);
    new Rewriting(session, held.staged).run();
    new MissingRows(session, held.staged).refuse();
    held.check(base);
    held.staged.written().forEach(held::remember);
    return held;
  }

  /** Tables of the rows that were found, by table. */
  Map<TableName, Sql> rows() {
    return rows;
  }

  /**
   * Of the rows that the scenario owns in the target, only those that the base has may go.
   *
   * @return FROM clauses like those that were given
   */
  Map<TableName, Sql> replaced() {
    Map<TableName, Sql> narrowed = new TreeMap<>();
    rows.forEach(
        (table, found) -> {
          if (replaced.containsKey(table)) {
            narrowed.put(
                table,
                Sql.of(
                    "{} JOIN {} AS loomctl_base ON loomctl_base.tuple = loomctl_row.ctid AND"
                        + " loomctl_base.relation = loomctl_row.tableoid",
                    replaced.get(table),
                    found));
          }
        });
    return narrowed;
  }

  private void check(SnapshotBody base) {
    Difference difference = new Difference(session, staged, Map.of());
    List<Problem> conflicts = new ArrayList<>();
    for (ImportTable table : staged.written()) {
      Change change = difference.find(table, base.file().trailer().block(table.name()).rows());
      if (change.inserted() + change.different() > 0) {
        conflicts.add(conflict(table, change));
      }
    }
    refuse(conflicts);
  }

  private Problem conflict(ImportTable table, Change change) {
    Problem problem =
        Problem.of(
            String.format(
                Locale.ROOT,
                "%s: of the rows that the delta changes %,d are not there, %,d are different",
                table.name(),
                change.inserted(),
                change.different()));
    return ShownKey.add(problem, keys(table));
  }

  private List<String> keys(ImportTable table) {
    if (table.matchesWholeRows()) {
      return List.of();
    }
    return session.query(
        Sql.of(
            "SELECT {} || CASE WHEN d.tuple IS NULL THEN ' is not there' ELSE ' is different' END FROM {} AS"
                + " r JOIN {} AS d ON d.loomctl_staged = r.ctid ORDER BY 1 {}",
            ShownKey.of(table.key(), Sql.of("r")),
            staged.rows(table),
            table.differences(),
            ShownKey.LIMIT),
        row -> row.getString(1));
  }

  /**
   * Refuses rows that the delta adds and that are there already.
   *
   * @param changes what the rows that are written come to
   */
  void refuseOthers(List<Change> changes) {
    List<Problem> conflicts = new ArrayList<>();
    for (Change change : changes) {
      ImportTable table = change.table();
      if (rows.containsKey(table.name()) && !table.matchesWholeRows()) {
        long others =
            session.queryOne(
                Sql.of(
                    "SELECT pg_catalog.count(*) FROM {} AS d WHERE d.tuple IS NOT NULL AND NOT EXISTS"
                        + " (SELECT FROM {} AS b WHERE b.tuple = d.tuple AND b.relation ="
                        + " d.relation)",
                    table.differences(),
                    rows.get(table.name())),
                row -> row.getLong(1));
        if (others > 0) {
          conflicts.add(
              Problem.of(
                  String.format(
                      Locale.ROOT,
                      "%s: %,d of the rows that the delta adds are there already, and different",
                      table.name(),
                      others)));
        }
      }
    }
    refuse(conflicts);
  }

  private static void refuse(List<Problem> conflicts) {
    if (conflicts.isEmpty()) {
      return;
    }
    List<Problem> problems = new ArrayList<>(conflicts);
    int last = problems.size() - 1;
    problems.set(
        last,
        problems
            .get(last)
            .hint("the database does not hold the delta's base: import without --delta"));
    throw new RefusedException(problems, null);
  }

  private void remember(ImportTable table) {
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS {}",
            table.base(),
            new Difference(session, staged, replaced).matched(table)));
    session.execute(Sql.of("ANALYZE {}", table.base()));
    rows.put(table.name(), table.base());
  }
}
