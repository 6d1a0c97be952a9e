package io.loomctl.comparison;

import io.loomctl.graph.TableName;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the schemas of two snapshots do not agree in.
 *
 * @param name the column; empty when the subject is the table or one of its keys
 * @param from what it is on the one side; null when it is not there
 * @param to what it is on the other
 */
public record SchemaDifference(
    TableName table, Subject subject, String name, @Nullable String from, @Nullable String to) {

  /** What differs. */
  public enum Subject {
    TABLE,
    COLUMN,
    PRIMARY_KEY,
    /** The columns by which rows match. */
    KEY,
    REFERENCE
  }
}
