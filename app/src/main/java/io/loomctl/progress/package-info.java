/** How the core tells what it is doing; it does not know who listens. */
@NullMarked
package io.loomctl.progress;

import org.jspecify.annotations.NullMarked;
