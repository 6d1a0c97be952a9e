package io.loomctl.importer;

import io.loomctl.database.ServerError;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.snapshot.SnapshotBody;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Writes what differs. */
final class Writes {

  private static final Set<String> IN_THE_WAY = Set.of("23505", "23P01");

  private final Session session;
  private final ConfiguredSchema schema;
  private final StagedTables staged;
  private final Strategy strategy;
  private final SnapshotBody body;
  private final Anew anew;
  private final SteppingAside steppingAside;

  Writes(
      Session session,
      ConfiguredSchema schema,
      StagedTables staged,
      Strategy strategy,
      SnapshotBody body,
      Anew anew) {
    this.session = session;
    this.schema = schema;
    this.staged = staged;
    this.strategy = strategy;
    this.body = body;
    this.anew = anew;
    this.steppingAside = new SteppingAside(session, schema, staged);
  }

  /**
   * Writes.
   *
   * @param renewed the tables whose updated rows are to be deleted and inserted again
   */
  void run(List<Change> changes, Set<TableName> renewed) throws IOException {
    List<Change> writing = changes.stream().filter(change -> change.writes(strategy) > 0).toList();
    Map<TableName, ImportTable> going = new HashMap<>();
    writing.stream()
        .filter(change -> change.removed() > 0)
        .forEach(change -> going.put(change.table().name(), change.table()));
    WriteStages stages = WriteStages.of(schema, writing, reference -> moveAway(reference, going));
    for (int stage = 0; stage < stages.writes().size(); stage++) {
      run(stages.deletes().get(stage), stages.writes().get(stage), renewed);
    }
  }

  /** Whether rows that stay reference, as yet, rows that are to be deleted. */
  private boolean moveAway(Reference reference, Map<TableName, ImportTable> going) {
    ImportTable parent = Objects.requireNonNull(going.get(reference.parent()));
    Sql stay =
        Optional.ofNullable(going.get(reference.child()))
            .map(
                child ->
                    Sql.of(
                        " AND NOT EXISTS (SELECT FROM {} AS k WHERE k.tuple = c.ctid AND k.relation"
                            + " = c.tableoid)",
                        child.deletions()))
            .orElse(Sql.EMPTY);
    return session.queryOne(
        Sql.of(
            "SELECT EXISTS (SELECT FROM {} AS c JOIN {} AS p ON {} JOIN {} AS d ON d.tuple = p.ctid"
                + " AND d.relation = p.tableoid WHERE true{})",
            schema.table(reference.child()).from(),
            parent.target().from(),
            schema.join(reference, Sql.of("c"), Sql.of("p")),
            parent.deletions(),
            stay),
        row -> row.getBoolean(1));
  }

  /**
   * Unique values may trade places between rows that are updated. In place, the first update would
   * trip over the row that still has the value; then the updated rows of that table are deleted and
   * inserted again, which the same statement does. Where a foreign key would act on that, the rows
   * step aside before.
   */
  private void run(List<Change> deletes, List<Change> writes, Set<TableName> renewed)
      throws IOException {
    Set<TableName> again = new HashSet<>(renewed);
    Map<ImportTable, DatabaseException> aside = new LinkedHashMap<>();
    while (true) {
      Optional<DatabaseException> refusal =
          session.attempt(
              () -> {
                aside.keySet().forEach(steppingAside::run);
                execute(deletes, writes, again);
              });
      if (refusal.isEmpty()) {
        return;
      }
      Optional<ImportTable> table =
          new NamedTable(session).in(refusal.get(), writes.stream().map(Change::table).toList());
      if (table.isEmpty()) {
        throw refusal.get();
      } else if (aside.containsKey(table.get())) {
        throw failure(table.get(), Objects.requireNonNull(aside.get(table.get())));
      } else if (!trades(refusal.get(), table.get(), writes)) {
        throw failure(table.get(), refusal.get());
      } else if (!anew.isSafe(table.get()) || !again.add(table.get().name())) {
        aside.put(table.get(), refusal.get());
      }
    }
  }

  private DatabaseException failure(ImportTable table, DatabaseException refusal)
      throws IOException {
    return RowFailure.of(body, table, staged).explain(refusal);
  }

  private boolean trades(DatabaseException refusal, ImportTable table, List<Change> writes) {
    boolean updated =
        writes.stream()
            .filter(change -> change.table().equals(table))
            .anyMatch(change -> change.updated(strategy) + change.substituted() > 0);
    return updated
        && ServerError.of(refusal).map(ServerError::state).filter(IN_THE_WAY::contains).isPresent();
  }

  private void execute(List<Change> deletes, List<Change> writes, Set<TableName> again) {
    WriteStatement statement = new WriteStatement(strategy, staged, again);
    deletes.forEach(statement::delete);
    writes.forEach(statement::write);
    long expected =
        deletes.stream().mapToLong(Change::removed).sum()
            + writes.stream()
                .mapToLong(change -> change.inserted() + change.updated(strategy))
                .sum();
    Optional<Sql> sql = statement.statement();
    if (sql.isEmpty()) {
      return;
    }
    long written =
        session.queryOne(
            sql.get(),
            row -> {
              long sum = 0;
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                sum += row.getLong(i);
              }
              return sum;
            });
    if (written != expected) {
      throw TriggersOff.keptBack(written, expected);
    }
  }
}
