/**
 * Which columns look as if they told something about people, by their names and by a sample of
 * their values. Knows the catalog only; what becomes of such a column is for others to decide.
 */
@NullMarked
package io.loomctl.privacy;

import org.jspecify.annotations.NullMarked;
