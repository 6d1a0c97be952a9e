package io.loomctl.graph;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

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

  /**
   * Written out, like {@link #hashCode}: what a record has by itself is put together at run time,
   * and these two are needed at every start.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableName table
        && schema.equals(table.schema)
        && name.equals(table.name);
  }

  @Override
  public int hashCode() {
    return 31 * schema.hashCode() + name.hashCode();
  }

  /** {@code schema.table}, parts quoted only where they are no plain lower-case words. */
  @Override
  public String toString() {
    return DisplayName.of(schema) + "." + DisplayName.of(name);
  }
}
