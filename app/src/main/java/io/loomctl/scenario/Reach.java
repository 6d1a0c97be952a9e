package io.loomctl.scenario;

import io.loomctl.database.Session;
import io.loomctl.failure.Where;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan.Link;
import io.loomctl.scenario.ScenarioPlan.Owned;
import io.loomctl.sql.Sql;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many references lie between each selected row and the nearest row that a rule names. It finds
 * the rows that {@link Selection} finds, but strictly one reference after the other, so that a
 * row's step is its distance. Rows that are owned are counted twice: by the references that make
 * them owned, and by those that bring them in at all, since to be required may be the shorter way.
 *
 * <p>The session has the search path that the role and the database give while this is used.
 */
public final class Reach {

  /** The step of rows that a rule names; each reference adds one. */
  private static final int FIRST = 1;

  private static final Sql ROW = Sql.of("loomctl_row");
  private static final Sql OTHER = Sql.of("loomctl_other");

  private final Session session;
  private final ScenarioPlan plan;
  private final SelectionSql sql;
  private final Map<TableName, KeySet> owned = new TreeMap<>();
  private final Map<TableName, KeySet> near = new TreeMap<>();
  private int sets;

  private Reach(Session session, ScenarioPlan plan) {
    this.session = session;
    this.plan = plan;
    this.sql = new SelectionSql(plan.schema());
  }

  /**
   * A row and the reference by which it was reached from the row before.
   *
   * @param by nothing for the row that a rule names
   * @param down whether the row is the reference's child
   */
  public record Step(RowAddress row, Optional<Link> by, boolean down) {}

  /**
   * Finds the rows.
   *
   * @param session in a transaction that may still create temporary tables if {@link
   *     Selection#needsKeySets}; it is read-only after
   * @param plan of a scenario that is not narrowed
   */
  public static Reach of(Session session, ScenarioPlan plan) {
    Reach reach = new Reach(session, plan);
    if (Selection.needsKeySets(plan)) {
      reach.createKeySets();
      session.execute(Sql.of("SET TRANSACTION READ ONLY"));
      reach.findNear(reach.findOwned());
    }
    return reach;
  }

  private void createKeySets() {
    for (Owned rule : plan.owned().values()) {
      if (!rule.whole()) {
        owned.put(rule.table().name(), KeySet.create(session, ++sets));
      }
    }
    for (TableName table : plan.touched()) {
      if (!plan.takenWhole(table)) {
        near.put(table, KeySet.create(session, ++sets));
      }
    }
  }

  /** Returns the last step at which rows were found. */
  private int findOwned() {
    plan.owned()
        .forEach(
            (table, rule) ->
                rule.condition()
                    .ifPresent(
                        condition ->
                            OperatorSql.run(
                                rule.condition(),
                                table,
                                () -> add(owned, table, sql.matching(table, condition), FIRST))));
    int step = FIRST;
    while (descend(step)) {
      step++;
    }
    return step;
  }

  private boolean descend(int step) {
    boolean grown = false;
    for (Link link : plan.links()) {
      TableName child = link.reference().child();
      if (owned.containsKey(child) && isAt(owned, link.reference().parent(), step)) {
        Optional<Sql> from = at(owned, link.reference().parent(), step);
        Sql rows = sql.linked(link.reference(), true, from, link.condition());
        grown |=
            OperatorSql.run(link.condition(), child, () -> add(owned, child, rows, step + 1)) > 0;
      }
    }
    return grown;
  }

  private void findNear(int lastOwned) {
    boolean grown = true;
    for (int step = FIRST; grown || step <= lastOwned; step++) {
      for (Map.Entry<TableName, KeySet> entry : owned.entrySet()) {
        if (entry.getValue().hasStep(step)) {
          add(near, entry.getKey(), entry.getValue().at(step), step);
        }
      }
      grown = ascend(step);
    }
  }

  private boolean ascend(int step) {
    boolean grown = false;
    for (TableName child : plan.touched()) {
      for (Reference reference : plan.schema().carriedReferencesFrom(child)) {
        if (near.containsKey(reference.parent()) && isAt(near, child, step)) {
          Sql rows = sql.linked(reference, false, at(near, child, step), Optional.empty());
          grown |= add(near, reference.parent(), rows, step + 1) > 0;
        }
      }
    }
    return grown;
  }

  private static long add(Map<TableName, KeySet> sets, TableName table, Sql rows, int step) {
    return Objects.requireNonNull(sets.get(table)).add(rows, step, Long.MAX_VALUE);
  }

  /** Whether rows of the table may have the step; those of whole tables have the first one. */
  private static boolean isAt(Map<TableName, KeySet> sets, TableName table, int step) {
    KeySet keys = sets.get(table);
    return keys == null ? step == FIRST : keys.hasStep(step);
  }

  private static Optional<Sql> at(Map<TableName, KeySet> sets, TableName table, int step) {
    return Optional.ofNullable(sets.get(table)).map(keys -> keys.at(step));
  }

  /** The least number of references to the row; nothing when it is not selected. */
  public OptionalInt distance(RowAddress row) {
    return plan.touched().contains(row.table())
        ? distance(near.get(row.table()), row)
        : OptionalInt.empty();
  }

  /** The least number of references that make the row owned; nothing when it is not. */
  public OptionalInt ownedDistance(RowAddress row) {
    return plan.owned().containsKey(row.table())
        ? distance(owned.get(row.table()), row)
        : OptionalInt.empty();
  }

  private OptionalInt distance(@Nullable KeySet keys, RowAddress row) {
    if (keys == null) {
      return OptionalInt.of(0);
    }
    List<Integer> steps =
        session.query(
            Sql.of(
                "SELECT step FROM {} AS {} WHERE relation = {}::pg_catalog.oid AND tuple ="
                    + " {}::pg_catalog.tid",
                keys.all(),
                ROW,
                Sql.number(row.relation()),
                Sql.literal(row.tuple())),
            found -> found.getInt(1));
    return steps.isEmpty() ? OptionalInt.empty() : OptionalInt.of(steps.get(0) - FIRST);
  }

  /**
   * A shortest way to a selected row: among several of that length the one on which most rows are
   * owned, then by the references' order, then by the least keys.
   *
   * @return begins with the row that a rule names
   */
  public List<Step> chain(RowAddress selected) {
    Deque<Step> chain = new ArrayDeque<>();
    RowAddress row = selected;
    int left = distance(row).orElseThrow();
    for (; !ownedDistance(row).equals(OptionalInt.of(left)); left--) {
      Step before = stepUp(row, left);
      chain.addFirst(new Step(row, before.by, false));
      row = before.row;
    }
    for (; left > 0; left--) {
      Step before = stepDown(row, left);
      chain.addFirst(new Step(row, before.by, true));
      row = before.row;
    }
    chain.addFirst(new Step(row, Optional.empty(), true));
    return List.copyOf(chain);
  }

  /** The step's row is the parent from which ownership came. */
  private Step stepDown(RowAddress row, int distance) {
    for (Link link : plan.links()) {
      Reference reference = link.reference();
      if (reference.child().equals(row.table())
          && isAt(owned, reference.parent(), distance)
          && holds(link, row)) {
        Optional<RowAddress> parent = other(reference, row, true, owned, distance);
        if (parent.isPresent()) {
          return new Step(parent.get(), Optional.of(link), true);
        }
      }
    }
    throw new IllegalStateException("no parent makes an owned row of " + row.table() + " owned");
  }

  /** The step's row is the child that requires this one. */
  private Step stepUp(RowAddress row, int distance) {
    for (Reference reference : plan.schema().graph().referencesTo(row.table())) {
      boolean followed =
          plan.touched().contains(reference.child())
              && plan.schema().carriedReferencesFrom(reference.child()).contains(reference);
      if (followed && isAt(near, reference.child(), distance)) {
        Optional<RowAddress> child = other(reference, row, false, near, distance);
        if (child.isPresent()) {
          Link link = new Link(reference, Optional.empty(), Where.NOWHERE);
          return new Step(child.get(), Optional.of(link), false);
        }
      }
    }
    throw new IllegalStateException("no child requires a required row of " + row.table());
  }

  /** Whether the link's condition holds for its child's row. */
  public boolean holds(Link link, RowAddress row) {
    return link.condition().isEmpty()
        || !session
            .query(
                Sql.of(
                    "{} AND {}",
                    sql.matching(row.table(), link.condition().get()),
                    row.is(Sql.name(row.table().name()))),
                found -> found.getLong(1))
            .isEmpty();
  }

  /** The row at the other end, at the distance of one less. */
  private Optional<RowAddress> other(
      Reference reference,
      RowAddress row,
      boolean isChild,
      Map<TableName, KeySet> sets,
      int distance) {
    TableName table = isChild ? reference.parent() : reference.child();
    return first(reference, row, isChild, at(sets, table, distance));
  }

  /** The parent that the row references, selected or not. */
  public Optional<RowAddress> parent(Reference reference, RowAddress row) {
    return first(reference, row, true, Optional.empty());
  }

  /** The first of the children that reference the row, selected or not. */
  public Optional<RowAddress> child(Reference reference, RowAddress row) {
    return first(reference, row, false, Optional.empty());
  }

  /** The first of the selected children that reference the row. */
  public Optional<RowAddress> selectedChild(Reference reference, RowAddress row) {
    if (!plan.touched().contains(reference.child())) {
      return Optional.empty();
    }
    KeySet keys = near.get(reference.child());
    return first(reference, row, false, Optional.ofNullable(keys).map(KeySet::all));
  }

  private Optional<RowAddress> first(
      Reference reference, RowAddress row, boolean isChild, Optional<Sql> among) {
    TableName table = isChild ? reference.parent() : reference.child();
    Sql join = isChild ? sql.join(reference, OTHER, ROW) : sql.join(reference, ROW, OTHER);
    return session
        .query(
            Sql.of(
                "SELECT {}.tableoid, {}.ctid {} JOIN {} AS {} ON {} WHERE {} ORDER BY {} LIMIT 1",
                ROW,
                ROW,
                sql.selected(table, among),
                sql.from(row.table()),
                OTHER,
                join,
                row.is(OTHER),
                sql.keyOrder(table, ROW)),
            found -> RowAddress.read(table, found))
        .stream()
        .findFirst();
  }
}
