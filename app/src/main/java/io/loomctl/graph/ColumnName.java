package io.loomctl.graph;

import org.jspecify.annotations.Nullable;

/** A column's name exactly as the catalog holds it: unquoted, case as is. */
public record ColumnName(String value) implements Comparable<ColumnName> {

  public ColumnName {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a column name cannot be empty");
    }
  }

  @Override
  public int compareTo(ColumnName other) {
    return value.compareTo(other.value);
  }

  /** Written out for the reason that {@link TableName#equals} has. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ColumnName column && value.equals(column.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** For people: quoted only where it is no plain lower-case word. */
  @Override
  public String toString() {
    return DisplayName.of(value);
  }
}
