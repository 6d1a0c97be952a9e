package io.loomctl.scenario;

import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan.Condition;
import io.loomctl.scenario.ScenarioPlan.Link;
import io.loomctl.scenario.ScenarioPlan.Owned;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a plan on the server, within one transaction that sees one state of the data: owned
 * rows first, down the links to a fixed point, then required rows, up the references to a fixed
 * point.
 */
public final class Selection {

  private final Session session;
  private final ScenarioPlan plan;
  private final SelectionSql sql;
  private final Map<TableName, KeySet> owned = new TreeMap<>();
  private final Map<TableName, KeySet> taken = new TreeMap<>();
  private final Map<TableName, Long> ownedRows = new HashMap<>();
  private final Map<TableName, Long> wholeRows = new HashMap<>();
  private final RowTally tally;
  private int step;

  /**
   * What was found.
   *
   * @param tables as {@link #evaluate} tells them, all of them counted
   * @param exceeded the limits of the config that do not hold
   */
  public record Counted(List<SelectedTable> tables, List<Problem> exceeded) {}

  private Selection(Session session, ScenarioPlan plan, RowTally tally) {
    this.session = session;
    this.plan = plan;
    this.tally = tally;
    this.sql = new SelectionSql(plan.schema());
  }

  /** Whether a plan's rows have to be found first; a plan of whole tables needs no key sets. */
  public static boolean needsKeySets(ScenarioPlan plan) {
    return !plan.reachable().isEmpty()
        || plan.owned().values().stream().anyMatch(rule -> !rule.whole());
  }

  /**
   * Finds the rows.
   *
   * @param session in a transaction that may still create temporary tables; it is read-only after
   * @throws io.loomctl.failure.RefusedException when selected rows point to nothing, or there are
   *     more than the config allows; no more are looked for then
   * @return the tables with rows in the snapshot, and those taken as a whole, sorted by name
   */
  public static List<SelectedTable> evaluate(Session session, ScenarioPlan plan) {
    return new Selection(session, plan, new RowTally(plan, true)).evaluate();
  }

  /**
   * Finds the rows, however many, and counts them all.
   *
   * @param session as for {@link #evaluate}
   * @throws io.loomctl.failure.RefusedException when selected rows point to nothing
   */
  public static Counted count(Session session, ScenarioPlan plan) {
    RowTally tally = new RowTally(plan, false);
    return new Counted(new Selection(session, plan, tally).evaluate(), tally.exceeded());
  }

  private List<SelectedTable> evaluate() {
    countWhole();
    if (needsKeySets(plan)) {
      createKeySets();
      session.execute(Sql.of("SET TRANSACTION READ ONLY"));
      session.withOwnSearchPath(this::findOwned);
      session.withOwnSearchPath(this::findRequired);
    }
    List<SelectedTable> tables = result();
    session.withOwnSearchPath(() -> new DanglingCheck(session, plan.schema()).run(tables));
    return tables;
  }

  /**
   * Finds the owned rows of some tables and no others.
   *
   * @param session in a transaction that may create temporary tables
   * @return for each table a FROM clause that yields its owned rows, the table by the name of
   *     {@code loomctl_row}
   */
  public static Map<TableName, Sql> ownedRows(
      Session session, ScenarioPlan plan, Set<TableName> tables) {
    Selection selection = new Selection(session, plan, new RowTally(plan, false));
    if (tables.stream().anyMatch(table -> !plan.takenWhole(table))) {
      selection.createOwnedKeySets();
      selection.findOwned();
    }
    Map<TableName, Sql> rows = new TreeMap<>();
    for (TableName table : tables) {
      Optional<Sql> keys = Optional.ofNullable(selection.owned.get(table)).map(KeySet::all);
      rows.put(table, selection.sql.selected(table, keys));
    }
    return rows;
  }

  private void countWhole() {
    for (TableName table : plan.taken()) {
      if (plan.takenWhole(table) && !tally.isIndifferentTo(table)) {
        Where rule = Objects.requireNonNull(plan.owned().get(table)).rule();
        long most = tally.most(table);
        long rows = session.queryOne(sql.count(table, most), row -> row.getLong(1));
        wholeRows.put(table, rows);
        tally.add(new Origin.Whole(table, rule), rows, most);
      }
    }
  }

  /** Adds rows to a set; those of a set that goes into the snapshot count. */
  private long add(Origin origin, KeySet target, Sql rows) {
    boolean counts = taken.get(origin.table()) == target;
    long most = counts ? tally.most(origin.table()) : Long.MAX_VALUE;
    long added = target.add(rows, ++step, most);
    if (counts) {
      tally.add(origin, added, most);
    }
    return added;
  }

  private void createOwnedKeySets() {
    for (Owned rule : plan.owned().values()) {
      if (!rule.whole()) {
        owned.put(rule.table().name(), create());
      }
    }
  }

  private void createKeySets() {
    createOwnedKeySets();
    owned.forEach(
        (table, keys) -> {
          if (plan.taken().contains(table)) {
            taken.put(table, keys);
          }
        });
    for (TableName table : plan.reachable()) {
      taken.put(table, create());
    }
  }

  private KeySet create() {
    return KeySet.create(session, ++step);
  }

  private void findOwned() {
    plan.owned()
        .forEach((table, rule) -> rule.condition().ifPresent(condition -> seed(table, condition)));
    List<Expansion> down = new ArrayList<>();
    for (Link link : plan.links()) {
      KeySet target = owned.get(link.reference().child());
      if (target != null) {
        down.add(new Expansion(link, true, target, owned.get(link.reference().parent())));
      }
    }
    toFixedPoint(down);
    owned.forEach((table, keys) -> ownedRows.put(table, keys.rows()));
  }

  private void seed(TableName table, Condition condition) {
    OperatorSql.run(
        Optional.of(condition),
        table,
        () ->
            add(
                new Origin.Matching(table, condition.where()),
                keys(table),
                sql.matching(table, condition)));
  }

  private KeySet keys(TableName table) {
    return Objects.requireNonNull(owned.get(table), () -> "no set of keys for " + table);
  }

  private void findRequired() {
    List<Expansion> up = new ArrayList<>();
    for (TableName child : plan.touched()) {
      for (Reference reference : plan.schema().carriedReferencesFrom(child)) {
        KeySet target = taken.get(reference.parent());
        if (target != null) {
          Link link = new Link(reference, Optional.empty(), Where.NOWHERE);
          up.add(new Expansion(link, false, target, taken.get(child)));
        }
      }
    }
    toFixedPoint(up);
  }

  private static void toFixedPoint(List<Expansion> expansions) {
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Expansion expansion : expansions) {
        grown |= expansion.run();
      }
    }
  }

  private List<SelectedTable> result() {
    List<SelectedTable> tables = new ArrayList<>();
    for (TableName table : plan.touched()) {
      KeySet keys = taken.get(table);
      if (keys == null) {
        tables.add(selected(table, Optional.empty(), wholeRows.getOrDefault(table, 0L), 0));
      } else if (keys.rows() > 0 || plan.taken().contains(table)) {
        long own = plan.taken().contains(table) ? ownedRows.getOrDefault(table, 0L) : 0;
        tables.add(selected(table, Optional.of(keys.all()), own, keys.rows() - own));
      }
    }
    return tables;
  }

  private SelectedTable selected(TableName table, Optional<Sql> keys, long own, long required) {
    return new SelectedTable(
        plan.schema().table(table), keys.isEmpty(), own, required, sql.selected(table, keys));
  }

  /** One way along one reference, from rows that are in a set to rows that have to be. */
  private final class Expansion {
    private final Link link;
    private final boolean down;
    private final KeySet target;
    private final @Nullable KeySet source;
    private int expandedTo;

    /**
     * An expansion that has not run yet.
     *
     * @param source nothing when all rows at the other end count; one run is enough then
     */
    Expansion(Link link, boolean down, KeySet target, @Nullable KeySet source) {
      this.link = link;
      this.down = down;
      this.target = target;
      this.source = source;
      this.expandedTo = source == null ? -1 : 0;
    }

    /** Expands the rows that are new since the last run, and says whether any were added. */
    boolean run() {
      int latest = source == null ? 0 : source.latestStep();
      if (latest <= expandedTo) {
        return false;
      }
      Optional<Sql> fresh = Optional.ofNullable(source).map(keys -> keys.after(expandedTo));
      Sql rows = sql.linked(link.reference(), down, fresh, link.condition());
      expandedTo = latest;
      Origin origin =
          down ? new Origin.Down(link.reference(), link.rule()) : new Origin.Up(link.reference());
      return OperatorSql.run(link.condition(), origin.table(), () -> add(origin, target, rows)) > 0;
    }
  }
}
