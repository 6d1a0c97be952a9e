/**
 * The live schema as records, read from {@code pg_catalog}. It says what is there; what a scenario
 * makes of it is not its business.
 */
@NullMarked
package io.loomctl.catalog;

import org.jspecify.annotations.NullMarked;
