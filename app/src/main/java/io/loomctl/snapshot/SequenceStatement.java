package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;

/**
 * A statement of a body that moves a sequence on, and never back.
 *
 * @param called whether {@code value} was given out already
 */
public record SequenceStatement(TableName name, long value, boolean called, boolean ascending) {

  public Sql sql() {
    Sql sequence = Sql.name(name.schema(), name.name());
    Sql position = Sql.number(value);
    Sql wasCalled = called ? Sql.of("true") : Sql.of("false");
    Sql behind =
        ascending
            ? Sql.of("(last_value, is_called) < ({}, {})", position, wasCalled)
            : Sql.of("(- last_value, is_called) < (- ({}), {})", position, wasCalled);
    return Sql.of(
        "SELECT pg_catalog.setval({}, {}, {}) FROM {} WHERE {}",
        Sql.literal(sequence.text()),
        position,
        wasCalled,
        sequence,
        behind);
  }
}
