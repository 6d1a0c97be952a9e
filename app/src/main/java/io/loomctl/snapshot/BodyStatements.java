package io.loomctl.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * What a body does besides writing rows, as far as it does not follow from the header: SQL without
 * semicolons.
 *
 * @param before what comes first: triggers are disabled
 * @param deletion what deletes the rows that the scenario owns
 * @param after what comes last: sequences are moved on, triggers enabled
 */
public record BodyStatements(List<String> before, Optional<String> deletion, List<String> after) {

  public BodyStatements {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** The same with another deletion, or with none. */
  public BodyStatements withDeletion(Optional<String> other) {
    return new BodyStatements(before, other, after);
  }
}
