package io.loomctl.graph;

import java.util.Comparator;

/** A table's schema and name exactly as the catalog holds them: unquoted, case as is. */
public record TableName(String schema, String name) implements Comparable<TableName> {

  private static final Comparator<TableName> ORDER =
      Comparator.comparing(TableName::schema).thenComparing(TableName::name);

  public TableName {
    if (schema.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("a schema or table name cannot be empty");
    }
  }

  /** By code unit, the same in every locale. */
  @Override
  public int compareTo(TableName other) {
    return ORDER.compare(this, other);
  }

  /** {@code schema.table}, parts quoted only where they are no plain lower-case words. */
  @Override
  public String toString() {
    return DisplayName.of(schema) + "." + DisplayName.of(name);
  }
}
