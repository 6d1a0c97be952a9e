/**
 * The use case "export": from a database and a scenario to a snapshot, or to a check against one.
 */
@NullMarked
package io.loomctl.exporter;

import org.jspecify.annotations.NullMarked;
