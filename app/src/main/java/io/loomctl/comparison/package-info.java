/**
 * The use case "compare": how the schema and the rows of two snapshots differ, row by row, and the
 * statements that turn the one into the other. It reads files only; whoever wants to compare a
 * database exports it first.
 */
@NullMarked
package io.loomctl.comparison;

import org.jspecify.annotations.NullMarked;
