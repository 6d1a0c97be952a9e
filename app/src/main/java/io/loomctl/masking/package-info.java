/**
 * Masks: what stands in a snapshot for values that must not leave the database. Made by the server,
 * so that the values themselves never come over.
 */
@NullMarked
package io.loomctl.masking;

import org.jspecify.annotations.NullMarked;
