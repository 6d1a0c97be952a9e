package io.loomctl.importer;

/**
 * What an import does to one table.
 *
 * @param rows the rows that the snapshot has of it
 * @param inserted rows that only the snapshot has
 * @param different rows that both have, with other values
 * @param deleted owned rows that only the target has
 */
record Change(ImportTable table, long rows, long inserted, long different, long deleted) {

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
