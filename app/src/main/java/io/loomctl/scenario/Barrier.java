package io.loomctl.scenario;

import io.loomctl.failure.Where;

/**
 * What keeps {@code children} from following a reference down.
 *
 * @param where the place that says so; the scenario's own where nothing does
 */
public record Barrier(Kind kind, Where where) {

  /** The rules, in the order in which they are asked. */
  public enum Kind {
    /** The scenario has no {@code children}. */
    NO_CHILDREN,
    /** {@code children} lists other tables. */
    NOT_LISTED,
    /** The parent is a lookup table. */
    LOOKUP_PARENT,
    /** The child is a lookup table. */
    LOOKUP,
    /** The child is in none of the config's schemas. */
    OTHER_SCHEMA,
    /** {@code stop} names the child. */
    STOP
  }
}
