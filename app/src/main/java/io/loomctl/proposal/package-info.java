/**
 * A first config for a database that nobody has written one for: what is found in the catalog and
 * in bounded looks at the rows, and the YAML text that says it to people. Asks nobody and prints
 * nothing.
 */
@NullMarked
package io.loomctl.proposal;

import org.jspecify.annotations.NullMarked;
