package io.loomctl.graph;

import java.util.List;

/**
 * The columns by which a row in a snapshot and a row in a database are the same row.
 *
 * @param columns empty for {@link Kind#WHOLE_ROW}
 */
public record MatchKey(Kind kind, List<ColumnName> columns) {

  /** Where the key comes from. */
  public enum Kind {
    /** The config's {@code key}. */
    NATURAL,
    PRIMARY,
    UNIQUE,
    WHOLE_ROW
  }

  public MatchKey {
    columns = List.copyOf(columns);
  }
}
