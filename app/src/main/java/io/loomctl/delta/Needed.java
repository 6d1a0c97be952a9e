package io.loomctl.delta;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.RowLines;
import io.loomctl.snapshot.TableHeader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that changed ones reference and that have other ids elsewhere: their natural keys have to
 * come along. Remembered as bits at the hashes of their values, in constant memory: now and then a
 * row comes along that nobody needs, which does no harm.
 */
final class Needed {

  private static final int BITS = 1 << 22;

  /** The columns of a parent that rows refer to. */
  private record Target(TableName table, List<ColumnName> columns) {}

  private final Map<TableName, TableHeader> tables = new HashMap<>();
  private final Map<Target, BitSet> values = new HashMap<>();
  private boolean grown;

  Needed(List<TableHeader> tables) {
    tables.forEach(table -> this.tables.put(table.name(), table));
  }

  /**
   * Remembers what a row references.
   *
   * @param shift how many values stand before those of the table's columns
   */
  void add(TableHeader table, RowLines row, int shift) {
    for (Reference reference : table.references()) {
      TableHeader parent = tables.get(reference.parent());
      if (parent != null && isMatchedOtherwise(parent, reference.parentColumns())) {
        int hash = hash(table, reference.columns(), row, shift);
        BitSet bits =
            values.computeIfAbsent(
                new Target(reference.parent(), reference.parentColumns()), key -> new BitSet(BITS));
        if (hash >= 0 && !bits.get(hash)) {
          bits.set(hash);
          grown = true;
        }
      }
    }
  }

  /** Whether rows are matched by values that say who they are, but are referenced by others. */
  private static boolean isMatchedOtherwise(TableHeader parent, List<ColumnName> columns) {
    return parent.key().kind() == MatchKey.Kind.NATURAL
        && !parent.key().columns().containsAll(columns);
  }

  /** Whether anything was added since this was asked last. */
  boolean hasGrown() {
    boolean was = grown;
    grown = false;
    return was;
  }

  boolean anyOf(TableHeader table) {
    return values.keySet().stream().anyMatch(target -> target.table.equals(table.name()));
  }

  boolean contains(TableHeader table, RowLines row) {
    for (Map.Entry<Target, BitSet> entry : values.entrySet()) {
      if (entry.getKey().table.equals(table.name())) {
        int hash = hash(table, entry.getKey().columns, row, 0);
        if (hash >= 0 && entry.getValue().get(hash)) {
          return true;
        }
      }
    }
    return false;
  }

  /** -1 for a reference with a NULL, which leads nowhere, or with a value that is not there. */
  private static int hash(TableHeader table, List<ColumnName> columns, RowLines row, int shift) {
    List<ColumnName> names = new ArrayList<>();
    table.columns().forEach(column -> names.add(column.name()));
    int hash = 1;
    for (ColumnName column : columns) {
      int index = names.indexOf(column) + shift;
      if (index < shift || row.isNull(index)) {
        return -1;
      }
      for (int at = row.from(index); at < row.to(index); at++) {
        hash = 31 * hash + row.bytes()[at];
      }
      hash = 31 * hash + '\t';
    }
    return (hash ^ (hash >>> 15)) & (BITS - 1);
  }
}
