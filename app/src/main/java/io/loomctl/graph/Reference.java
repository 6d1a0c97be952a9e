package io.loomctl.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Child columns that point to parent columns, position by position.
 *
 * @param name the constraint's name; of a virtual reference its child columns
 * @param partitions the leaf partitions of the child whose rows make the reference; empty for all
 */
public record Reference(
    String name,
    TableName child,
    List<ColumnName> columns,
    TableName parent,
    List<ColumnName> parentColumns,
    Kind kind,
    List<TableName> partitions) {

  /** Who holds the reference to be true. */
  public enum Kind {
    /** A foreign key whose rows were all checked. */
    FOREIGN_KEY,
    /** A foreign key that is checked for new rows only (NOT VALID). */
    NOT_VALID,
    /** A foreign key that the server does not check (NOT ENFORCED, PostgreSQL 18). */
    NOT_ENFORCED,
    /** Declared in the config alone. */
    VIRTUAL;

    /** Whether the server refuses a new row that breaks the reference. */
    public boolean enforced() {
      return this == FOREIGN_KEY || this == NOT_VALID;
    }
  }

  public Reference {
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
    partitions = List.copyOf(partitions);
    if (columns.isEmpty() || columns.size() != parentColumns.size()) {
      throw new IllegalArgumentException("a reference needs as many parent as child columns");
    }
  }

  public boolean isSelfReference() {
    return child.equals(parent);
  }

  /** {@code public.todos(fragment_id) → public.fragments(id)}. */
  @Override
  public String toString() {
    return child + list(columns) + " → " + parent + list(parentColumns);
  }

  private static String list(List<ColumnName> columns) {
    return columns.stream().map(ColumnName::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
