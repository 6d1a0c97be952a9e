package io.loomctl.config;

import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import java.util.List;

/** A virtual reference: child columns that point to a parent's columns, position by position. */
public record ReferenceConfig(
    List<Located<ColumnName>> columns,
    ConfiguredTable parent,
    List<Located<ColumnName>> parentColumns,
    Where where) {

  public ReferenceConfig {
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
  }
}
