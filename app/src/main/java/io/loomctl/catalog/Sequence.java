package io.loomctl.catalog;

import io.loomctl.graph.TableName;

/**
 * A sequence.
 *
 * @param name its schema and name; sequences share them with tables
 * @param lowest the lowest value that it can be set to
 * @param highest the highest value that it can be set to
 * @param readable whether the connected role may read its position
 */
public record Sequence(
    TableName name, boolean ascending, long lowest, long highest, boolean readable) {}
