package io.loomctl.comparison;

import io.loomctl.comparison.RowLayout.Column;
import io.loomctl.comparison.RowLayout.Use;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.SortColumn;
import io.loomctl.snapshot.RowOrder;
import io.loomctl.snapshot.TableHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides how the rows of a table match: by the columns that both files have them sorted by. Where
 * that cannot be, because the key has changed, is not among the columns (a generated one is not),
 * or because rows without a key are to match in some of their columns only, the rows are sorted
 * anew.
 */
record KeyMatching(TablePair pair, ColumnChoice choice) {

  Matching matching() {
    if (!pair.onBoth()) {
      List<ColumnName> key = new ArrayList<>(pair.newest().key().columns());
      key.retainAll(pair.columns());
      return asTheyStand(key);
    }
    TableHeader from = pair.from().orElseThrow();
    TableHeader to = pair.to().orElseThrow();
    if (from.sort().equals(to.sort()) && pair.commonColumns().containsAll(sorted(to))) {
      if (!byWholeRow(to)) {
        return asTheyStand(sorted(to));
      } else if (pair.columns().stream().allMatch(this::counts)) {
        return asTheyStand(List.of());
      }
    }
    return sortedAnew(List.of(to, from));
  }

  private boolean counts(ColumnName column) {
    return choice.includes(pair.name(), column);
  }

  /** Whether there is no key, or none that tells every row from every other. */
  private static boolean byWholeRow(TableHeader table) {
    return switch (table.key().kind()) {
      case WHOLE_ROW -> true;
      case NATURAL ->
          table.sort().size() > table.key().columns().size()
              && table.sort().size() == table.columns().size();
      case PRIMARY, UNIQUE -> false;
    };
  }

  private static List<ColumnName> sorted(TableHeader table) {
    return table.sort().stream().map(SortColumn::column).toList();
  }

  private Matching asTheyStand(List<ColumnName> key) {
    List<Column> columns = new ArrayList<>();
    for (ColumnName column : firstThese(key)) {
      columns.add(
          new Column(
              column.value(),
              shape(column),
              use(column, key),
              TablePair.place(pair.from(), column),
              TablePair.place(pair.to(), column)));
    }
    RowOrder order = RowOrder.of(pair.from().orElseGet(pair::newest), pair.newest());
    return new Matching.AsTheyStand(new RowLayout(pair.name(), columns), order, pair.sameColumns());
  }

  /** The first key of either side whose columns both sides have, else all columns that count. */
  private Matching sortedAnew(List<TableHeader> sides) {
    Set<ColumnName> common = pair.commonColumns();
    for (TableHeader side : sides) {
      if (!byWholeRow(side) && common.containsAll(sorted(side))) {
        return sortedAnew(sorted(side), sorted(side));
      }
    }
    return sortedAnew(common.stream().filter(this::counts).toList(), List.of());
  }

  private Matching sortedAnew(List<ColumnName> matched, List<ColumnName> key) {
    Rewriting rewriting = new Rewriting(pair.name());
    List<ColumnName> rest = new ArrayList<>();
    for (ColumnName column : firstThese(matched)) {
      Use use = use(column, key);
      if (use == Use.KEY || use == Use.COMPARED) {
        add(rewriting, column, use);
      } else {
        rest.add(column);
      }
    }
    rest.forEach(column -> add(rewriting, column, use(column, key)));
    return rewriting.matching(matched.size());
  }

  private void add(Rewriting rewriting, ColumnName column, Use use) {
    rewriting.add(
        column.value(), shape(column), use, field(pair.from(), column), field(pair.to(), column));
  }

  private static Optional<Field> field(Optional<TableHeader> side, ColumnName column) {
    return Optional.of(TablePair.place(side, column))
        .filter(place -> place != RowLayout.NOWHERE)
        .map(Field::of);
  }

  private Set<ColumnName> firstThese(List<ColumnName> first) {
    Set<ColumnName> columns = new LinkedHashSet<>(first);
    columns.addAll(pair.columns());
    return columns;
  }

  private ColumnShape shape(ColumnName column) {
    return new ColumnShape.Plain(pair.type(column));
  }

  private Use use(ColumnName column, Collection<ColumnName> key) {
    if (key.contains(column)) {
      return Use.KEY;
    } else if (!counts(column)) {
      return Use.CARRIED;
    }
    return pair.onBoth() && !pair.commonColumns().contains(column) ? Use.SHOWN : Use.COMPARED;
  }
}
