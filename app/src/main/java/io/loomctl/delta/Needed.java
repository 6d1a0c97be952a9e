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
import java.util.Objects;
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

  /** Values that rows refer to: of rows that are referenced, and of rows that are gone. */
  private record Ids(BitSet referenced, BitSet former) {}

  /**
   * Where the rows of a table have such values.
   *
   * @param columns places in its rows; -1 for a column that is not in the snapshot
   */
  private record Link(List<Integer> columns, Ids ids) {

    /** -1 for a reference with a NULL, which leads nowhere, or with a value that is not there. */
    int hash(RowLines row) {
      int hash = 1;
      for (int column : columns) {
        if (column < 0 || row.isNull(column)) {
          return -1;
        }
        hash = 31 * row.hash(column, hash) + '\t';
      }
      return (hash ^ (hash >>> 15)) & (BITS - 1);
    }

    boolean isIn(BitSet bits, RowLines row) {
      if (bits.isEmpty()) {
        return false;
      }
      int hash = hash(row);
      return hash >= 0 && bits.get(hash);
    }
  }

  /**
   * What has to be known of a table.
   *
   * @param up its references to rows that are matched by other values
   * @param down what rows refer to in it like that, by the places of the columns
   */
  private record Links(List<Link> up, Map<List<Integer>, Link> down) {}

  private final Map<TableName, Links> links = new HashMap<>();
  private boolean grown;

  Needed(List<TableHeader> tables) {
    Map<TableName, TableHeader> byName = new HashMap<>();
    for (TableHeader table : tables) {
      byName.put(table.name(), table);
      links.put(table.name(), new Links(new ArrayList<>(), new HashMap<>()));
    }
    for (TableHeader child : tables) {
      for (Reference reference : child.references()) {
        TableHeader parent = byName.get(reference.parent());
        if (parent != null && isById(reference, parent)) {
          Ids ids = ids(parent, reference.parentColumns());
          of(child).up.add(new Link(places(child, reference.columns()), ids));
        }
      }
    }
  }

  /** Whether the parent's rows are matched by other values than the referenced ones. */
  private static boolean isById(Reference reference, TableHeader parent) {
    return parent.key().kind() == MatchKey.Kind.NATURAL
        && !parent.key().columns().containsAll(reference.parentColumns());
  }

  private Ids ids(TableHeader parent, List<ColumnName> columns) {
    return of(parent)
        .down
        .computeIfAbsent(
            places(parent, columns), at -> new Link(at, new Ids(new BitSet(), new BitSet())))
        .ids;
  }

  private static List<Integer> places(TableHeader table, List<ColumnName> columns) {
    return columns.stream().map(table.columnNames()::indexOf).toList();
  }

  private Links of(TableHeader table) {
    return Objects.requireNonNull(links.get(table.name()));
  }

  /** Remembers what a row references. */
  void add(TableHeader table, RowLines row) {
    for (Link link : of(table).up) {
      remember(link.ids.referenced, link.hash(row));
    }
  }

  /**
   * Remembers a row that is gone, or has other ids: another row may have its ids now.
   *
   * @param after what became of it; nothing when it is gone
   */
  void addFormer(TableHeader table, RowLines before, @Nullable RowLines after) {
    for (Link link : of(table).down.values()) {
      int hash = link.hash(before);
      if (after == null || hash != link.hash(after)) {
        remember(link.ids.former, hash);
      }
    }
  }

  private void remember(BitSet bits, int hash) {
    if (hash >= 0 && !bits.get(hash)) {
      bits.set(hash);
      grown = true;
    }
  }

  /** Whether anything was added since this was asked last. */
  boolean hasGrown() {
    boolean was = grown;
    grown = false;
    return was;
  }

  boolean anyOf(TableHeader table) {
    return of(table).down.values().stream().anyMatch(link -> !link.ids.referenced.isEmpty())
        || of(table).up.stream().anyMatch(link -> !link.ids.former.isEmpty());
  }

  boolean contains(TableHeader table, RowLines row) {
    for (Link link : of(table).down.values()) {
      if (link.isIn(link.ids.referenced, row)) {
        return true;
      }
    }
    for (Link link : of(table).up) {
      if (link.isIn(link.ids.former, row)) {
        return true;
      }
    }
    return false;
  }
}
