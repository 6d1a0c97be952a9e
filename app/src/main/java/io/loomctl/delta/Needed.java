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
import org.jspecify.annotations.Nullable;

/**
 * Rows that have to come along with a delta although they did not change, because ids are others
 * elsewhere and natural keys tell who is who: the rows that changed ones reference, and those that
 * reference a row whose natural key changed.
 *
 * <p>Remembered as bits at the hashes of their values, in constant memory: now and then a row comes
 * along that nobody needs, which does no harm.
 */
final class Needed {

  private static final int BITS = 1 << 22;

  /** The columns of a parent that rows refer to. */
  private record Target(TableName table, List<ColumnName> columns) {}

  private final Map<TableName, TableHeader> tables = new HashMap<>();
  private final Map<Target, BitSet> parents = new HashMap<>();
  private final Map<Target, BitSet> former = new HashMap<>();
  private boolean grown;

  Needed(List<TableHeader> tables) {
    tables.forEach(table -> this.tables.put(table.name(), table));
  }

  /** Remembers what a row references. */
  void add(TableHeader table, RowLines row) {
    for (Reference reference : byId(table)) {
      remember(parents, target(reference), hash(table, reference.columns(), row));
    }
  }

  /**
   * Remembers a row that is gone, or has other ids: another row may have its ids now.
   *
   * @param after what became of it; nothing when it is gone
   */
  void addFormer(TableHeader table, RowLines before, @Nullable RowLines after) {
    for (TableHeader child : tables.values()) {
      for (Reference reference : byId(child)) {
        if (reference.parent().equals(table.name())) {
          int ids = hash(table, reference.parentColumns(), before);
          if (after == null || ids != hash(table, reference.parentColumns(), after)) {
            remember(former, target(reference), ids);
          }
        }
      }
    }
  }

  private void remember(Map<Target, BitSet> values, Target target, int hash) {
    BitSet bits = values.computeIfAbsent(target, key -> new BitSet(BITS));
    if (hash >= 0 && !bits.get(hash)) {
      bits.set(hash);
      grown = true;
    }
  }

  /** The references of a table to rows that are matched by other values than these. */
  private List<Reference> byId(TableHeader table) {
    return table.references().stream()
        .filter(
            reference -> {
              TableHeader parent = tables.get(reference.parent());
              return parent != null
                  && parent.key().kind() == MatchKey.Kind.NATURAL
                  && !parent.key().columns().containsAll(reference.parentColumns());
            })
        .toList();
  }

  private static Target target(Reference reference) {
    return new Target(reference.parent(), reference.parentColumns());
  }

  /** Whether anything was added since this was asked last. */
  boolean hasGrown() {
    boolean was = grown;
    grown = false;
    return was;
  }

  boolean anyOf(TableHeader table) {
    return parents.keySet().stream().anyMatch(target -> target.table.equals(table.name()))
        || byId(table).stream().anyMatch(reference -> former.containsKey(target(reference)));
  }

  boolean contains(TableHeader table, RowLines row) {
    for (Map.Entry<Target, BitSet> entry : parents.entrySet()) {
      if (entry.getKey().table.equals(table.name())
          && has(entry.getValue(), hash(table, entry.getKey().columns, row))) {
        return true;
      }
    }
    for (Reference reference : former.isEmpty() ? List.<Reference>of() : byId(table)) {
      if (has(former.get(target(reference)), hash(table, reference.columns(), row))) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(@Nullable BitSet bits, int hash) {
    return bits != null && hash >= 0 && bits.get(hash);
  }

  /** -1 for a reference with a NULL, which leads nowhere, or with a value that is not there. */
  private static int hash(TableHeader table, List<ColumnName> columns, RowLines row) {
    List<ColumnName> names = new ArrayList<>();
    table.columns().forEach(column -> names.add(column.name()));
    int hash = 1;
    for (ColumnName column : columns) {
      int index = names.indexOf(column);
      if (index < 0 || row.isNull(index)) {
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
