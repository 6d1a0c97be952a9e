package io.loomctl.importer;

/** What an import does with rows that exist already. */
public enum Strategy {
  /** Hot swap: afterwards the scenario's rows are exactly those of the snapshot. */
  REPLACE,
  /** Rows of the snapshot are inserted or updated; nothing is deleted. */
  MERGE,
  /** Rows of the snapshot are inserted where missing; nothing is changed. */
  SKIP,
  /** Like {@link #SKIP}, but a row that exists already is an error. */
  FAIL_ON_CONFLICT;

  boolean updates() {
    return this == REPLACE || this == MERGE;
  }

  boolean deletes() {
    return this == REPLACE;
  }
}
