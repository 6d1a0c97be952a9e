package io.loomctl.importer;

import io.loomctl.catalog.ForeignKeyActions.Event;
import io.loomctl.catalog.ReferentialAction;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows that reference keys which their parents are about to lose, because these are deleted or get
 * another key: the foreign key would delete or change them, or refuse. They are followed as far as
 * one change entails another.
 */
final class BlastRadius {

  private static final int SHOWN = 3;

  private final Session session;
  private final ConfiguredSchema schema;
  private final KeyHolders holders;
  private final Set<TableName> written;
  private final Map<String, Sql> reachedRows = new HashMap<>();
  private final List<ReachedRows> reached = new ArrayList<>();

  /**
   * Nothing is looked at yet.
   *
   * @param written the tables that are locked against other writers
   */
  BlastRadius(
      Session session, ConfiguredSchema schema, KeyHolders holders, Set<TableName> written) {
    this.session = session;
    this.schema = schema;
    this.holders = holders;
    this.written = written;
  }

  /**
   * Looks at everything that is to be deleted and updated.
   *
   * @param anew the tables whose updated rows are deleted and inserted again
   * @param cascade whether rows that do not belong to the scenario may be deleted and changed
   * @throws io.loomctl.failure.RefusedException naming what would be reached
   */
  void check(List<Change> changes, Set<TableName> anew, boolean cascade) {
    for (Change change : changes) {
      ImportTable table = change.table();
      for (Reference reference : schema.catalog().enforcedReferencesTo(table.name())) {
        if (change.removed() > 0) {
          follow(reference, Event.DELETE, table.deletions());
        }
        if (change.different() + change.substituted() > 0) {
          updated(reference, table, anew.contains(table.name()));
        }
      }
    }
    ReachedRows.refuse(reached, cascade);
  }

  private void updated(Reference reference, ImportTable table, boolean anew) {
    if (anew) {
      follow(reference, Event.DELETE, KeyHolders.updated(table));
    }
    if (holders.mayRekey(reference, table)) {
      Sql among = anew ? Sql.of("d.substitute") : Sql.of("d.tuple IS NOT NULL");
      follow(reference, Event.UPDATE, holders.rekeyed(reference, table, among));
    }
  }

  private void follow(Reference reference, Event event, Sql lost) {
    lock(reference, lost);
    ReferentialAction action = schema.catalog().action(reference, event);
    int step = reached.size();
    Sql rows = reachedRows(reference.child(), event);
    long found = note(reference, lost, rows, action);
    long kept =
        count(Sql.of("SELECT count(*) FROM {} WHERE step = {} AND kept", rows, Sql.number(step)));
    long also =
        action.acts()
            ? holders
                .written(reference, lost)
                .map(from -> count(Sql.of("SELECT count(*) {}", from)))
                .orElse(0L)
            : 0;
    if (found + also > 0) {
      long from = count(Sql.of("SELECT count(*) FROM {} AS d", lost));
      reached.add(
          new ReachedRows(
              reference,
              event,
              action,
              from,
              found + also,
              kept + also > 0,
              shown(reference, rows)));
      entail(reference, event, action, rows, step);
    }
  }

  /**
   * Waits for others who are about to reference the rows, and makes those who come later wait: what
   * is counted from here on is what is reached. Tables that are written are locked anyway.
   */
  private void lock(Reference reference, Sql lost) {
    if (!written.contains(reference.child()) && written.contains(reference.parent())) {
      count(
          Sql.of(
              "SELECT count(*) FROM (SELECT FROM {} AS t JOIN {} AS d ON d.tuple = t.ctid AND"
                  + " d.relation = t.tableoid FOR UPDATE OF t) AS locked",
              schema.table(reference.parent()).from(),
              lost));
    }
  }

  private Sql reachedRows(TableName child, Event event) {
    String key = event + " " + child;
    Sql known = reachedRows.get(key);
    if (known != null) {
      return known;
    }
    Sql rows = Sql.name("pg_temp", "loomctl_reached_" + reachedRows.size());
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} (relation oid, tuple tid, step integer, kept boolean) ON"
                + " COMMIT DROP",
            rows));
    reachedRows.put(key, rows);
    return rows;
  }

  /** Of a foreign key without an action, only rows whose key nobody has any more. */
  private long note(Reference reference, Sql lost, Sql rows, ReferentialAction action) {
    Sql provided = holders.provided(reference);
    return session.execute(
        Sql.of(
            "INSERT INTO {} SELECT c.tableoid, c.ctid, {}, {} {} AND NOT EXISTS (SELECT FROM {} AS"
                + " k WHERE k.tuple = c.ctid AND k.relation = c.tableoid){}",
            rows,
            Sql.number(reached.size()),
            provided,
            holders.staying(reference, lost),
            rows,
            action.acts() ? Sql.EMPTY : Sql.of(" AND NOT {}", provided)));
  }

  /** What the action does to the rows may take keys from others in turn. */
  private void entail(
      Reference reference, Event event, ReferentialAction action, Sql rows, int step) {
    Sql fresh = Sql.of("(SELECT relation, tuple FROM {} WHERE step = {})", rows, Sql.number(step));
    boolean deletes = event == Event.DELETE && action == ReferentialAction.CASCADE;
    for (Reference next : schema.catalog().enforcedReferencesTo(reference.child())) {
      if (deletes) {
        follow(next, Event.DELETE, fresh);
      } else if (!action.refuses()
          && !Collections.disjoint(next.parentColumns(), reference.columns())) {
        follow(next, Event.UPDATE, fresh);
      }
    }
  }

  private List<String> shown(Reference reference, Sql rows) {
    Collection<ColumnName> key = schema.table(reference.child()).key().columns();
    if (key.isEmpty()) {
      return List.of();
    }
    return session.query(
        Sql.of(
            "SELECT shown FROM (SELECT {} AS shown FROM {} AS c JOIN {} AS k ON k.tuple = c.ctid"
                + " AND k.relation = c.tableoid WHERE k.step = {}) AS s ORDER BY"
                + " pg_catalog.length(shown), shown COLLATE \"C\" LIMIT {}",
            ShownKey.of(key, Sql.of("c")),
            schema.table(reference.child()).from(),
            rows,
            Sql.number(reached.size()),
            Sql.number(SHOWN)),
        row -> row.getString(1));
  }

  private long count(Sql query) {
    return session.queryOne(query, row -> row.getLong(1));
  }
}
