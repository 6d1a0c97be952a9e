package io.loomctl.catalog;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table with rows of its own. A partitioned table is one table; its partitions are none.
 *
 * @param extension the extension that owns the table
 * @param rowSecurity whether row-level security would hide rows from the connected role
 * @param readable whether the connected role may read the whole table
 * @param owned whether the connected role has the rights of the table's owner
 * @param estimatedRows by the server's statistics; -1 when it has none
 */
public record Table(
    TableName name,
    boolean partitioned,
    @Nullable String extension,
    boolean rowSecurity,
    boolean readable,
    boolean owned,
    long estimatedRows,
    List<Column> columns,
    List<UniqueKey> keys,
    List<Trigger> triggers,
    List<SequenceUse> sequences) {

  public Table {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
    triggers = List.copyOf(triggers);
    sequences = List.copyOf(sequences);
  }

  public Optional<Column> column(ColumnName column) {
    return columns.stream().filter(candidate -> candidate.name().equals(column)).findFirst();
  }

  public Optional<UniqueKey> primaryKey() {
    return keys.stream().filter(UniqueKey::primary).findFirst();
  }

  /** Whether no two rows can have the same values in these columns, NULLs counted as values. */
  public boolean isUnique(List<ColumnName> candidate) {
    return keys.stream()
        .anyMatch(key -> candidate.containsAll(key.columns()) && distinguishesNulls(key));
  }

  /** Whether the key tells every row from every other: it has no NULLs, or counts them as equal. */
  public boolean distinguishesNulls(UniqueKey key) {
    return key.nullsNotDistinct()
        || key.columns().stream().allMatch(name -> column(name).map(Column::notNull).orElse(false));
  }
}
