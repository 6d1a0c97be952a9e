/**
 * Puts a snapshot into a database, in one transaction and by difference: rows are staged, matched
 * with those that are there, and only what differs is written. Its statements are built from the
 * target's catalog and config; nothing of a snapshot is ever executed.
 */
@NullMarked
package io.loomctl.importer;

import org.jspecify.annotations.NullMarked;
