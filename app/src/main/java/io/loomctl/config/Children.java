package io.loomctl.config;

import io.loomctl.failure.Where;
import java.util.List;

/** How far a scenario follows references down from its owned rows. */
public sealed interface Children {

  /** Not at all. */
  record None() implements Children {}

  /**
   * Into every table.
   *
   * @param where the place that says so
   */
  record All(Where where) implements Children {}

  /**
   * Into the tables that match.
   *
   * @param where the place that says so
   */
  record Into(List<NamePattern> patterns, Where where) implements Children {

    public Into {
      patterns = List.copyOf(patterns);
    }
  }
}
