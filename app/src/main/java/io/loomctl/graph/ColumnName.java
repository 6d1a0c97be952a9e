package io.loomctl.graph;

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

  /** For people: quoted only where it is no plain lower-case word. */
  @Override
  public String toString() {
    return DisplayName.of(value);
  }
}
