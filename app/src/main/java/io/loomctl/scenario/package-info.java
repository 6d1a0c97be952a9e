/**
 * Which rows: the config held against the live catalog, a scenario's selection planned, and the
 * plan evaluated on the server. It does not know how rows are written or where to.
 */
@NullMarked
package io.loomctl.scenario;

import org.jspecify.annotations.NullMarked;
