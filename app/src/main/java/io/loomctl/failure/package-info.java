/**
 * What can go wrong in a way that the user can act on: one sealed family of exceptions, each
 * carrying where, what and what next. It knows nothing of terminals, formats or exit codes; any
 * package may throw, only {@code cli} shows.
 */
@NullMarked
package io.loomctl.failure;

import org.jspecify.annotations.NullMarked;
