package io.loomctl.comparison;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.SnapshotFile;
import io.loomctl.snapshot.SnapshotTrailer.Block;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table on both sides.
 *
 * @param from nothing when it is not on that side; one of the two is there
 */
record TablePair(TableName name, Optional<TableHeader> from, Optional<TableHeader> to) {

  /** Every table that either snapshot has. */
  static SortedMap<TableName, TablePair> of(SnapshotFile from, SnapshotFile to) {
    SortedMap<TableName, TablePair> pairs = new TreeMap<>();
    Set<TableName> names = new LinkedHashSet<>(from.trailer().tables().keySet());
    names.addAll(to.trailer().tables().keySet());
    for (TableName name : names) {
      pairs.put(name, new TablePair(name, from.header().table(name), to.header().table(name)));
    }
    return pairs;
  }

  /** As it is on the side to which things change, if it is there. */
  TableHeader newest() {
    return to.or(() -> from).orElseThrow();
  }

  boolean onBoth() {
    return from.isPresent() && to.isPresent();
  }

  /** The columns of both sides, those of the newest first. */
  Set<ColumnName> columns() {
    Set<ColumnName> columns = new LinkedHashSet<>(names(newest()));
    from.ifPresent(table -> columns.addAll(names(table)));
    return columns;
  }

  /** The columns that both sides have. */
  Set<ColumnName> commonColumns() {
    Set<ColumnName> columns = columns();
    from.ifPresent(table -> columns.retainAll(names(table)));
    to.ifPresent(table -> columns.retainAll(names(table)));
    return columns;
  }

  /** Whether rows that are written the same are the same. */
  boolean sameColumns() {
    return onBoth() && names(from.get()).equals(names(to.get()));
  }

  /** Whether the rows have the same checksum on both sides, and the same meaning. */
  boolean sameRows(SnapshotFile left, SnapshotFile right) {
    return sameColumns() && block(left).sha256().equals(block(right).sha256());
  }

  Block block(SnapshotFile file) {
    return file.trailer().block(name);
  }

  static List<ColumnName> names(TableHeader table) {
    return table.columnNames();
  }

  /** Where a column's values stand in the rows, or {@link RowLayout#NOWHERE}. */
  static int place(Optional<TableHeader> table, ColumnName column) {
    return table.map(found -> names(found).indexOf(column)).orElse(RowLayout.NOWHERE);
  }

  /** The column's type on the newest side that has it. */
  String type(ColumnName column) {
    return List.of(to, from).stream()
        .flatMap(Optional::stream)
        .flatMap(table -> table.columns().stream())
        .filter(candidate -> candidate.name().equals(column))
        .map(ColumnHeader::type)
        .findFirst()
        .orElseThrow();
  }
}
