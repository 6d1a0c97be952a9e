package io.loomctl.comparison;

import io.loomctl.comparison.ChangeOrder.TableChange;
import io.loomctl.comparison.ChangeSql.Mark;
import io.loomctl.comparison.RowLayout.Column;
import io.loomctl.comparison.RowLayout.Use;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.snapshot.TableHeader.Role;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The changes of one table, on their way into a temporary table. Rows of a lookup table are only
 * ever inserted, and rows that may have come along with others are not deleted: they may belong to
 * somebody else.
 */
final class StagedTable implements TableComparison.Listener {

  private static final Pattern INTEGER = Pattern.compile("smallint|integer|bigint");

  private final int number;
  private final TablePair pair;
  private final TableHeader table;
  private final List<Column> columns;
  private final List<ColumnName> identity;
  private final boolean comparedByIdentity;
  private final ChangeWriter out;
  private final List<Reference> references;
  private final Set<Reference> moved = new LinkedHashSet<>();
  private final Map<ColumnName, TradedValues> traded = new HashMap<>();
  private boolean generatedChanged;
  private boolean updates;
  private boolean inserts;
  private long removed;
  private long written;
  private long leftAlone;

  StagedTable(int number, TablePair pair, RowLayout layout, ChangeWriter out) {
    this.number = number;
    this.pair = pair;
    this.table = pair.from().orElseGet(pair::newest);
    this.columns = layout.columns().stream().filter(this::isOnBoth).toList();
    this.identity = identity(pair, table);
    this.comparedByIdentity =
        new HashSet<>(identity)
            .equals(
                new HashSet<>(
                    columns.stream()
                        .filter(column -> column.use() == Use.KEY)
                        .map(StagedTable::name)
                        .toList()));
    this.references =
        Stream.concat(pair.from().stream(), pair.to().stream())
            .flatMap(side -> side.references().stream())
            .filter(reference -> pair.commonColumns().containsAll(reference.columns()))
            .distinct()
            .toList();
    this.out = out;
  }

  private boolean isOnBoth(Column column) {
    return !pair.onBoth()
        || (column.left() != RowLayout.NOWHERE && column.right() != RowLayout.NOWHERE);
  }

  private static ColumnName name(Column column) {
    return new ColumnName(column.name());
  }

  /** The primary key, by which other rows lead to a row; else a key that tells every row apart. */
  private static List<ColumnName> identity(TablePair pair, TableHeader table) {
    Set<ColumnName> common = pair.commonColumns();
    List<ColumnName> key = table.key().columns();
    if (!table.primaryKey().isEmpty() && common.containsAll(table.primaryKey())) {
      return table.primaryKey();
    }
    return isUnique(table) && common.containsAll(key) ? key : List.of();
  }

  /** Whether the database makes sure of it: rows are sorted by their key and nothing else then. */
  private static boolean isUnique(TableHeader table) {
    return table.key().kind() != MatchKey.Kind.WHOLE_ROW
        && table.key().columns().equals(table.sort().stream().map(SortColumn::column).toList());
  }

  @Override
  public void added(RowLines row) {
    inserts = true;
    mayTake(row);
    write(Mark.WRITE, row, false);
  }

  @Override
  public void removed(RowLines row) {
    if (table.role() == Role.OWNED) {
      if (!comparedByIdentity) {
        columns.forEach(column -> traded(column).left(row, column.left()));
      }
      write(Mark.DELETE, row, true);
    } else {
      leftAlone++;
    }
  }

  @Override
  public void modified(RowLines before, RowLines after) {
    if (table.role() == Role.LOOKUP) {
      leftAlone++;
      return;
    }
    for (Reference reference : references) {
      if (differs(reference.columns(), before, after)) {
        moved.add(reference);
      }
    }
    for (Column column : columns) {
      if (!RowLines.sameValue(before, column.left(), after, column.right())) {
        traded(column).left(before, column.left());
        traded(column).taken(after, column.right());
      }
    }
    generatedChanged |= differs(generated(), before, after);
    updates = true;
    if (identity.isEmpty() || differs(identity, before, after)) {
      inserts = true;
      mayTake(after);
      removed(before);
    }
    write(Mark.WRITE, after, false);
  }

  /** A row that turns out to be another one that is there already. */
  private void mayTake(RowLines row) {
    if (!comparedByIdentity) {
      columns.forEach(column -> traded(column).taken(row, column.right()));
    }
  }

  private TradedValues traded(Column column) {
    return traded.computeIfAbsent(name(column), name -> new TradedValues());
  }

  private boolean differs(Collection<ColumnName> names, RowLines before, RowLines after) {
    return columns.stream()
        .filter(column -> names.contains(name(column)))
        .anyMatch(column -> !RowLines.sameValue(before, column.left(), after, column.right()));
  }

  private List<ColumnName> generated() {
    return table.columns().stream()
        .filter(ColumnHeader::identity)
        .map(ColumnHeader::name)
        .filter(column -> !identity.contains(column))
        .toList();
  }

  private void write(Mark mark, RowLines row, boolean ofLeft) {
    if (removed + written == 0) {
      out.statement(sql().createStaging());
      out.statement(sql().copy());
    }
    if (mark == Mark.DELETE) {
      removed++;
    } else {
      written++;
    }
    out.row(
        mark.sign(),
        row,
        columns.stream().mapToInt(ofLeft ? Column::left : Column::right).toArray());
  }

  /** Ends the temporary table's content. */
  void finish() {
    if (removed + written > 0) {
      out.endOfRows();
      out.statement(sql().analyze());
    }
  }

  TableName name() {
    return pair.name();
  }

  boolean isEmpty() {
    return removed + written == 0;
  }

  boolean removes() {
    return removed > 0;
  }

  /** What is said of rows that differ and are not touched. */
  Optional<String> warning() {
    if (leftAlone == 0) {
      return Optional.empty();
    }
    String rows =
        leftAlone == 1
            ? "1 row that differs stays as it is"
            : leftAlone + " rows that differ stay as they are";
    String why =
        table.role() == Role.LOOKUP
            ? "this is a lookup table"
            : "the scenario may not own " + (leftAlone == 1 ? "it" : "them");
    return Optional.of(pair.name() + ": " + rows + ": " + why);
  }

  /** Compared by another key, a row that was removed and one that was added can be the same row. */
  private boolean mayPair() {
    return !comparedByIdentity && removed > 0 && written > 0;
  }

  TableChange change() {
    return new TableChange(pair.name(), removes(), mayPair() ? references : moved, references);
  }

  Optional<Sql> update(Sql condition) {
    boolean any = (updates || mayPair()) && !identity.isEmpty() && !sql().set().isEmpty();
    return any ? Optional.of(sql().update(condition)) : Optional.empty();
  }

  Optional<Sql> insert(Sql condition) {
    return inserts ? Optional.of(sql().insert(condition)) : Optional.empty();
  }

  /**
   * Makes room where updated rows may trade the values of a unique key.
   *
   * @param targets columns that references to this table lead to
   */
  List<Sql> park(Set<ColumnName> targets) {
    if (identity.isEmpty() || !(updates || mayPair())) {
      return List.of();
    }
    Set<ColumnName> leading = new HashSet<>(targets);
    references.stream()
        .filter(reference -> reference.kind().enforced())
        .filter(reference -> reference.columns().size() > 1 || !nullable(reference.columns()))
        .forEach(reference -> leading.addAll(reference.columns()));
    ChangeSql sql = sql();
    return table.columns().stream()
        .filter(column -> sql.set().contains(column.name()) && !identity.contains(column.name()))
        .filter(column -> !column.identity() && !leading.contains(column.name()))
        .filter(column -> traded.containsKey(column.name()) && traded.get(column.name()).any())
        .flatMap(column -> sql.park(column).stream())
        .toList();
  }

  private boolean nullable(Collection<ColumnName> names) {
    return table.columns().stream()
        .noneMatch(column -> names.contains(column.name()) && column.notNull());
  }

  ChangeSql sql() {
    List<ColumnName> set = new ArrayList<>();
    for (ColumnHeader column : table.columns()) {
      boolean counts =
          columns.stream()
              .anyMatch(each -> name(each).equals(column.name()) && each.use() != Use.CARRIED);
      if (counts && isSet(column)) {
        set.add(column.name());
      }
    }
    return new ChangeSql(
        number, table, columns.stream().map(StagedTable::name).toList(), identity, set);
  }

  /**
   * Values of a key that are equal can still be written differently, except for integers. Identity
   * columns are set only where they have to be: some refuse it.
   */
  private boolean isSet(ColumnHeader column) {
    return identity.contains(column.name())
        ? !column.identity() && !INTEGER.matcher(column.type()).matches()
        : !column.identity() || generatedChanged;
  }
}
