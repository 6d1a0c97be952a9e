package io.loomctl.scenario;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table of the catalog with what the config says of it.
 *
 * @param columns what leaves the database, in table order: no generated and no excluded columns
 * @param lookup whether its rows are matched, never written
 * @param updated the column that says when a row changed
 */
public record DataTable(
    Table table, List<Column> columns, MatchKey key, boolean lookup, Optional<ColumnName> updated) {

  public DataTable {
    columns = List.copyOf(columns);
  }

  public TableName name() {
    return table.name();
  }

  /**
   * The table in a FROM clause or as the target of a statement: without the children of
   * inheritance, but with all partitions.
   */
  public Sql from() {
    Sql name = Sql.name(name().schema(), name().name());
    return table.partitioned() ? name : Sql.of("ONLY {}", name);
  }

  public boolean carries(ColumnName column) {
    return columns.stream().anyMatch(candidate -> candidate.name().equals(column));
  }

  /** Whether the config keeps the column from leaving the database. */
  public boolean excludes(ColumnName column) {
    return table.column(column).map(Column::holdsData).orElse(false) && !carries(column);
  }

  /**
   * The order of the table's rows: by the match key, and where that may leave ties, by the primary
   * key, and where there is none, by all columns.
   */
  public List<SortColumn> sort() {
    Set<ColumnName> order = new LinkedHashSet<>(key.columns());
    if (!table.isUnique(key.columns())) {
      order.addAll(
          table
              .primaryKey()
              .map(UniqueKey::columns)
              .filter(primary -> primary.stream().allMatch(this::carries))
              .orElseGet(() -> columns.stream().map(Column::name).toList()));
    }
    List<SortColumn> sort = new ArrayList<>();
    for (ColumnName column : order) {
      table.column(column).ifPresent(found -> sort.add(new SortColumn(column, by(found))));
    }
    return sort;
  }

  private static SortColumn.By by(Column column) {
    return column.family() == Column.Family.INTEGER ? SortColumn.By.VALUE : SortColumn.By.BYTES;
  }
}
