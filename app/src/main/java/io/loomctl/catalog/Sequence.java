package io.loomctl.catalog;

import io.loomctl.graph.TableName;

/**
 * A sequence.
 *
 * @param name its schema and name; sequences share them with tables
 * @param readable whether the connected role may read its position
 */
public record Sequence(TableName name, boolean ascending, boolean readable) {}
