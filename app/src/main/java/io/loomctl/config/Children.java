package io.loomctl.config;

import java.util.List;

/** How far a scenario follows references down from its owned rows. */
public sealed interface Children {

  /** Not at all. */
  record None() implements Children {}

  /** Into every table. */
  record All() implements Children {}

  /** Into the tables that match. */
  record Into(List<NamePattern> patterns) implements Children {

    public Into {
      patterns = List.copyOf(patterns);
    }
  }
}
