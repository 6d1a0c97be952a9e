/**
 * The use case "validate": everything that is wrong with a config, its snapshots and its database,
 * found in one run. It tells; what is shown of it, and how, it does not know.
 */
@NullMarked
package io.loomctl.validation;

import org.jspecify.annotations.NullMarked;
