package io.loomctl.snapshot;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.SortColumn;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a snapshot says of one of its tables.
 *
 * @param cycle tables of one cycle have the same number; 0 for a table in no cycle
 * @param columns those with values in the snapshot, in the order of its rows
 * @param primaryKey empty when there is none
 */
public record TableHeader(
    TableName name,
    Role role,
    int cycle,
    boolean partitioned,
    List<ColumnHeader> columns,
    List<ColumnName> primaryKey,
    MatchKey key,
    List<SortColumn> sort,
    List<Reference> references) {

  /** Why the rows of a table are in the snapshot. */
  public enum Role {
    /** The scenario owns all of them. */
    OWNED,
    /** All of them came along because a selected row references them. */
    REQUIRED,
    /** Some are owned, some came along. */
    MIXED,
    /** They are matched in the target, never written by an import. */
    LOOKUP
  }

  /**
   * A column with values in the snapshot.
   *
   * @param type as PostgreSQL's {@code format_type} prints it, user types with their schema
   * @param identity whether its values are generated unless given
   * @param mask how its values were masked, if they were
   */
  public record ColumnHeader(
      ColumnName name, String type, boolean notNull, boolean identity, Optional<String> mask) {

    /** A column whose values are as they were. */
    public ColumnHeader(ColumnName name, String type, boolean notNull, boolean identity) {
      this(name, type, notNull, identity, Optional.empty());
    }
  }

  public TableHeader {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    sort = List.copyOf(sort);
    references = List.copyOf(references);
  }

  /** The names of the columns, in their order. */
  public List<ColumnName> columnNames() {
    return columns.stream().map(ColumnHeader::name).toList();
  }

  /** A name that no column has: this one, or else with underscores behind it. */
  public ColumnName freeName(String wanted) {
    List<ColumnName> taken = columnNames();
    ColumnName name = new ColumnName(wanted);
    while (taken.contains(name)) {
      name = new ColumnName(name.value() + "_");
    }
    return name;
  }

  /**
   * The table as a delta has it: its first column says how a row changed.
   *
   * @param wanted what that column is called, unless another one is
   */
  public TableHeader marked(String wanted) {
    List<ColumnHeader> marked = new ArrayList<>();
    marked.add(new ColumnHeader(freeName(wanted), "text", true, false));
    marked.addAll(columns);
    return withColumns(marked);
  }

  public TableHeader withColumns(List<ColumnHeader> others) {
    return new TableHeader(
        name, role, cycle, partitioned, others, primaryKey, key, sort, references);
  }
}
