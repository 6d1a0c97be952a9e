package io.loomctl.catalog;

import io.loomctl.graph.ColumnName;

/** A sequence that fills a column: owned by it, or named in its default. */
public record SequenceUse(Sequence sequence, ColumnName column) {}
