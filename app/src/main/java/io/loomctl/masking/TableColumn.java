package io.loomctl.masking;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;

/** A column of a table. */
record TableColumn(TableName table, ColumnName column) {

  @Override
  public String toString() {
    return table + "." + column;
  }
}
