package io.loomctl.comparison;

import io.loomctl.graph.DependencyOrder;
import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which order the rows of several tables change so that foreign keys, which are checked when a
 * statement ends, always hold: rows that nothing leads to any more are deleted first, because new
 * rows may need their unique values; then tables are written, parents first. A removed row that a
 * row which stays leads to until it is updated can only go together with that update: its table and
 * the other one, and what stands between them, are written by one statement.
 *
 * @param early tables whose removed rows are deleted first
 * @param units tables that are written together, deleted rows of tables that are not early included
 */
record ChangeOrder(List<TableName> early, List<List<TableName>> units) {

  /**
   * How the rows of a table change.
   *
   * @param removes whether rows are deleted
   * @param moved references that rows which stay have changed, or may have
   * @param references all that the table makes
   */
  record TableChange(
      TableName table, boolean removes, Collection<Reference> moved, List<Reference> references) {}

  ChangeOrder {
    early = List.copyOf(early);
    units = List.copyOf(units);
  }

  /**
   * Orders the changes.
   *
   * @param loadOrder tables in an order in which they can be loaded; to be kept where it can be
   */
  static ChangeOrder of(List<TableChange> changes, List<TableName> loadOrder) {
    List<TableName> tables = changes.stream().map(TableChange::table).toList();
    List<Reference> references =
        changes.stream()
            .flatMap(change -> change.references().stream())
            .filter(reference -> reference.kind().enforced())
            .toList();
    List<TableName> wanted = loadOrder.stream().filter(tables::contains).toList();
    List<LoadAfter> wishes = new ArrayList<>();
    for (int i = 1; i < wanted.size(); i++) {
      wishes.add(new LoadAfter(wanted.get(i), wanted.get(i - 1)));
    }
    DependencyOrder order = DependencyOrder.of(tables, references, wishes);
    return new Planning(changes, order).plan();
  }

  private static final class Planning {
    private final List<TableChange> changes;
    private final List<List<TableName>> groups;
    private final Set<TableName> late = new TreeSet<>();

    /** Whether a group is written together with the one before it. */
    private final boolean[] joined;

    Planning(List<TableChange> changes, DependencyOrder order) {
      this.changes = changes;
      this.groups = order.groups().stream().map(DependencyOrder.Group::tables).toList();
      this.joined = new boolean[groups.size()];
    }

    ChangeOrder plan() {
      for (TableChange change : changes) {
        for (Reference reference : change.moved()) {
          if (reference.kind().enforced() && removes(reference.parent())) {
            postpone(reference);
          }
        }
      }
      List<TableName> early =
          changes.stream()
              .filter(TableChange::removes)
              .map(TableChange::table)
              .filter(table -> !late.contains(table))
              .toList();
      List<List<TableName>> units = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        List<TableName> unit = joined[i] ? units.remove(units.size() - 1) : List.of();
        List<TableName> both = new ArrayList<>(unit);
        both.addAll(groups.get(i));
        units.add(both);
      }
      return new ChangeOrder(early, units);
    }

    private boolean removes(TableName table) {
      return changes.stream().anyMatch(change -> change.table().equals(table) && change.removes());
    }

    /** Removed parent rows stay until the child is written, and so do those that they lead to. */
    private void postpone(Reference reference) {
      join(groupOf(reference.parent()), groupOf(reference.child()));
      if (late.add(reference.parent())) {
        for (TableChange change : changes) {
          if (change.table().equals(reference.parent())) {
            change.references().stream()
                .filter(further -> further.kind().enforced() && removes(further.parent()))
                .forEach(this::postpone);
          }
        }
      }
    }

    private int groupOf(TableName table) {
      for (int i = 0; i < groups.size(); i++) {
        if (groups.get(i).contains(table)) {
          return i;
        }
      }
      throw new IllegalArgumentException("no change of " + table);
    }

    private void join(int one, int other) {
      for (int i = Math.min(one, other) + 1; i <= Math.max(one, other); i++) {
        joined[i] = true;
      }
    }
  }
}
