/**
 * Tables and the references between them as a graph: names, dependency order, cycles, reachability.
 * Pure; it knows no database, file or SQL.
 */
@NullMarked
package io.loomctl.graph;

import org.jspecify.annotations.NullMarked;
