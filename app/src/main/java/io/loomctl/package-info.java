/** The process: streams and exit code. Everything else is a function of its arguments. */
@NullMarked
package io.loomctl;

import org.jspecify.annotations.NullMarked;
