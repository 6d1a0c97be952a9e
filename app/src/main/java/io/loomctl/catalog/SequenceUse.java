package io.loomctl.catalog;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;

/**
 * A sequence that fills a column: owned by it, or named in its default.
 *
 * @param sequence the sequence's own schema and name
 * @param readable whether the connected role may read its position
 */
public record SequenceUse(
    TableName sequence, ColumnName column, boolean ascending, boolean readable) {}
