package io.loomctl.config;

import io.loomctl.graph.ColumnName;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands in snapshots for a column's values.
 *
 * @param sql the expression of a mask of kind {@code SQL}
 */
public record ColumnMask(Located<ColumnName> column, Kind kind, Optional<Located<String>> sql) {

  /** How values are masked. */
  public enum Kind {
    /** An address at example.com, which nobody can have (RFC 2606). */
    EMAIL,
    /** A number in the country code 999, which is not assigned. */
    PHONE,
    /** An invented given name and surname. */
    NAME,
    /** A value of the column's type without meaning. */
    HASH,
    /** NULL for every value. */
    NULL,
    /** An expression of the operator's. */
    SQL;

    /** As people write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
