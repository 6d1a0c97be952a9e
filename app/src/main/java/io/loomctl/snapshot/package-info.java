/**
 * The snapshot file: its header, its body as SQL text, its trailer, written and read. It knows the
 * format, not where files live, which rows are in them, or any database.
 */
@NullMarked
package io.loomctl.snapshot;

import org.jspecify.annotations.NullMarked;
