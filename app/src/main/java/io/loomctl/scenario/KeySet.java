package io.loomctl.scenario;

import io.loomctl.database.Session;
import io.loomctl.sql.Sql;
import java.util.BitSet;

/**
 * The rows of one table that were selected so far, in a temporary table: for each row its relation
 * (a partition may differ from its root) and its {@code ctid}, which identify it as long as the
 * transaction's view of the data lasts, whether or not the table has a key. Each batch of new rows
 * carries the number of the step that added it, so that every row is expanded only once.
 */
final class KeySet {

  private final Session session;
  private final Sql name;
  private final BitSet steps = new BitSet();
  private long rows;

  private KeySet(Session session, Sql name) {
    this.session = session;
    this.name = name;
  }

  /** Creates the temporary table; the transaction may not be read-only yet. */
  static KeySet create(Session session, int number) {
    Sql name = Sql.name("pg_temp", "loomctl_keys_" + number);
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} (relation oid NOT NULL, tuple tid NOT NULL, step integer NOT"
                + " NULL) ON COMMIT DROP",
            name));
    return new KeySet(session, name);
  }

  /**
   * Adds the rows that the query finds and that are not in the set yet.
   *
   * @param query gives relation and ctid of rows, of each row once
   * @param most how many to add at the most
   * @return the number of rows added
   */
  long add(Sql query, int step, long most) {
    long added =
        session.execute(
            Sql.of(
                "INSERT INTO {} SELECT found.relation, found.tuple, {}::integer FROM ({}) AS"
                    + " found (relation, tuple) WHERE NOT EXISTS (SELECT FROM {} AS known WHERE"
                    + " known.tuple = found.tuple AND known.relation = found.relation){}",
                name,
                Sql.number(step),
                query,
                name,
                most == Long.MAX_VALUE ? Sql.EMPTY : Sql.of(" LIMIT {}", Sql.number(most))));
    if (added > 0) {
      rows += added;
      steps.set(step);
      session.execute(Sql.of("ANALYZE {}", name));
    }
    return added;
  }

  /** The set itself. */
  Sql all() {
    return name;
  }

  /** The rows that were added after a step. */
  Sql after(int step) {
    return Sql.of("(SELECT relation, tuple FROM {} WHERE step > {})", name, Sql.number(step));
  }

  /** The rows that were added by one step. */
  Sql at(int step) {
    return Sql.of("(SELECT relation, tuple FROM {} WHERE step = {})", name, Sql.number(step));
  }

  boolean hasStep(int step) {
    return steps.get(step);
  }

  /** The last step that added rows, 0 if none did. */
  int latestStep() {
    return Math.max(0, steps.length() - 1);
  }

  long rows() {
    return rows;
  }
}
