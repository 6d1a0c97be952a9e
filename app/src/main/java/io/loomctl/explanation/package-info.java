/**
 * The use case "why": what brings a row into a scenario, or what leaves it out. It knows how rows
 * are selected, not how they are written.
 */
@NullMarked
package io.loomctl.explanation;

import org.jspecify.annotations.NullMarked;
