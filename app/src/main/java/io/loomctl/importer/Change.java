package io.loomctl.importer;

/**
 * What an import does to one table.
 *
 * @param rows the rows that the snapshot has of it
 * @param inserted rows that only the snapshot has
 * @param different rows that both have, with other values
 * @param deleted owned rows that only the target has
 * @param substituted how many of the inserted rows are written in the place of as many of the
 *     deleted ones
 */
record Change(
    ImportTable table, long rows, long inserted, long different, long deleted, long substituted) {

  /** The number of rows that are inserted as rows of their own. */
  long added() {
    return inserted - substituted;
  }

  /** The number of rows that nothing takes the place of. */
  long removed() {
    return deleted - substituted;
  }

  /** The number of rows that are written under a strategy. */
  long writes(Strategy strategy) {
    return inserted + updated(strategy) + deleted;
  }

  long updated(Strategy strategy) {
    return strategy.updates() ? different : 0;
  }

  long unchanged() {
    return rows - inserted - different;
  }
}
