/**
 * The snapshot folder: versions, the pointer to the latest, the manifest. What it tells is always
 * what the files say; the manifest only saves reading them.
 */
@NullMarked
package io.loomctl.store;

import org.jspecify.annotations.NullMarked;
