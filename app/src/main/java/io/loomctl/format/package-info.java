/**
 * The forms that a snapshot can have in a file besides SQL, and what a file can be wrapped in. All
 * of it is undone when a file is opened, so that nothing else has to know.
 */
@NullMarked
package io.loomctl.format;

import org.jspecify.annotations.NullMarked;
