package io.loomctl.graph;

/** One column of the order that rows have in a snapshot; NULLs come last. */
public record SortColumn(ColumnName column, By by) {

  /** How two values compare. */
  public enum By {
    /** Integers: by value. */
    VALUE,
    /** Everything else: by the bytes, in UTF-8, of what the value prints. */
    BYTES
  }
}
