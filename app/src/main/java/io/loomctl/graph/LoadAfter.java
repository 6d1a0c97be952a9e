package io.loomctl.graph;

/**
 * A wish about load order that no enforced reference states: {@code earlier} before {@code table}.
 */
public record LoadAfter(TableName table, TableName earlier) implements Comparable<LoadAfter> {

  @Override
  public int compareTo(LoadAfter other) {
    int byTable = table.compareTo(other.table);
    return byTable != 0 ? byTable : earlier.compareTo(other.earlier);
  }
}
