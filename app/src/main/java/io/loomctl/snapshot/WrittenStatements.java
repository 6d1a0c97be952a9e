package io.loomctl.snapshot;

import java.util.List;

/**
 * What a snapshot's body does besides writing rows, read as data.
 *
 * @param off triggers that are disabled before the last row
 * @param on how triggers are left at the end
 */
public record WrittenStatements(
    List<TriggerStatement> off, List<SequenceStatement> sequences, List<TriggerStatement> on) {

  public WrittenStatements {
    off = List.copyOf(off);
    sequences = List.copyOf(sequences);
    on = List.copyOf(on);
  }
}
