package io.loomctl.importer;

import io.loomctl.catalog.OnDelete;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that stay but reference rows that are to be deleted: the deletion would delete or change
 * them too, or fail. They are followed as far as ON DELETE CASCADE goes.
 */
final class BlastRadius {

  /** Rows of one table that a deletion reaches over one reference. */
  private record Reached(Reference reference, OnDelete action, long from, long rows) {

    String sentence() {
      return "%,d %s of %s to delete → %,d %s of %s (%s, %s)"
          .formatted(
              from,
              from == 1 ? "row" : "rows",
              reference.parent(),
              rows,
              rows == 1 ? "row" : "rows",
              reference.child(),
              reference.name(),
              action);
    }
  }

  private final Session session;
  private final ConfiguredSchema schema;
  private final StagedTables staged;
  private final Map<TableName, Change> changes = new HashMap<>();
  private final Map<TableName, Sql> reachedRows = new HashMap<>();
  private final List<Reached> reached = new ArrayList<>();

  BlastRadius(Session session, ConfiguredSchema schema, StagedTables staged, List<Change> changes) {
    this.session = session;
    this.schema = schema;
    this.staged = staged;
    changes.forEach(change -> this.changes.put(change.table().name(), change));
  }

  /**
   * Looks at everything that is to be deleted.
   *
   * @param cascade whether rows that do not belong to the scenario may be deleted and changed
   * @throws RefusedException naming what would be reached
   */
  void check(boolean cascade) {
    for (Change change : changes.values()) {
      if (change.deleted() > 0) {
        lock(change.table());
        follow(change.table().name(), change.table().deletions(), change.deleted());
      }
    }
    List<Reached> refused =
        reached.stream().filter(found -> !cascade || found.action.refuses()).toList();
    if (!refused.isEmpty()) {
      throw refusal(refused);
    }
  }

  private static RefusedException refusal(List<Reached> refused) {
    Problem problem =
        Problem.of("import refused: it would delete rows that other rows reference, which stay");
    for (Reached found : refused) {
      problem = problem.detail(found.sentence());
    }
    TableName child = refused.get(0).reference.child();
    boolean allowable = refused.stream().noneMatch(found -> found.action.refuses());
    return new RefusedException(
        problem.hint(
            "add "
                + child
                + " to the scenario, or use \"update-import\", which deletes nothing"
                + (allowable ? ", or pass --allow-cascade" : "")));
  }

  /**
   * Waits for others who are about to reference the rows, and makes those who come later wait: what
   * is counted from here on is what a deletion reaches. Tables that are written are locked anyway.
   */
  private void lock(ImportTable table) {
    boolean open =
        schema.graph().referencesTo(table.name()).stream()
            .anyMatch(
                reference ->
                    reference.kind().enforced() && !changes.containsKey(reference.child()));
    if (open) {
      session.query(
          Sql.of(
              "SELECT count(*) FROM (SELECT FROM {} AS t JOIN {} AS d ON d.tuple = t.ctid AND"
                  + " d.relation = t.tableoid FOR UPDATE OF t) AS locked",
              table.target().from(),
              table.deletions()),
          row -> row.getLong(1));
    }
  }

  private void follow(TableName parent, Sql deleted, long count) {
    for (Map.Entry<Reference, OnDelete> key : schema.catalog().onDelete().entrySet()) {
      Reference reference = key.getKey();
      if (reference.parent().equals(parent) && reference.kind().enforced()) {
        follow(reference, key.getValue(), deleted, count);
      }
    }
  }

  private void follow(Reference reference, OnDelete action, Sql deleted, long count) {
    TableName child = reference.child();
    boolean known = reachedRows.containsKey(child);
    Sql rows =
        reachedRows.computeIfAbsent(
            child, name -> Sql.name("pg_temp", "loomctl_reached_" + reachedRows.size()));
    if (!known) {
      session.execute(
          Sql.of(
              "CREATE TEMPORARY TABLE {} (relation oid, tuple tid, step integer) ON COMMIT DROP",
              rows));
    }
    int step = reached.size();
    long found =
        session.execute(
            Sql.of(
                "INSERT INTO {} SELECT c.tableoid, c.ctid, {} {}",
                rows,
                Sql.number(step),
                referencing(reference, deleted, rows)));
    if (found > 0) {
      reached.add(new Reached(reference, action, count, found));
      if (action == OnDelete.CASCADE) {
        Sql fresh =
            Sql.of("(SELECT relation, tuple FROM {} WHERE step = {})", rows, Sql.number(step));
        follow(child, fresh, found);
      }
    }
  }

  private Sql referencing(Reference reference, Sql deleted, Sql known) {
    Sql c = Sql.of("c");
    List<Sql> conditions = new ArrayList<>();
    conditions.add(
        Sql.of(
            "EXISTS (SELECT FROM {} AS p JOIN {} AS d ON d.tuple = p.ctid AND d.relation ="
                + " p.tableoid WHERE {})",
            schema.table(reference.parent()).from(),
            deleted,
            schema.join(reference, c, Sql.of("p"))));
    conditions.add(isNoneOf(known));
    Optional.ofNullable(changes.get(reference.child()))
        .filter(change -> change.deleted() > 0)
        .ifPresent(change -> conditions.add(isNoneOf(change.table().deletions())));
    staged
        .find(reference.child())
        .filter(table -> table.written() && !table.matchesWholeRows())
        .ifPresent(table -> conditions.add(new KeyMatch(table).isNone(c, staged.rows(table))));
    return Sql.of(
        "FROM {} AS c WHERE {}",
        schema.table(reference.child()).from(),
        Sql.join(" AND ", conditions));
  }

  private static Sql isNoneOf(Sql rows) {
    return Sql.of(
        "NOT EXISTS (SELECT FROM {} AS k WHERE k.tuple = c.ctid AND k.relation = c.tableoid)",
        rows);
  }
}
