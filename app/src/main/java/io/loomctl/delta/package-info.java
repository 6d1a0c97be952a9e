/**
 * Deltas: what changed between two versions, as a snapshot of its own kind that is made of both and
 * that, with the older one, makes the newer one again. Knows no database.
 */
@NullMarked
package io.loomctl.delta;

import org.jspecify.annotations.NullMarked;
