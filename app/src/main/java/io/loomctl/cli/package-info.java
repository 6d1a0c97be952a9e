/**
 * The command line: options to a request, a result to text or JSON, a failure to a message and an
 * exit code. The only user of picocli; it decides nothing about databases or snapshots.
 */
@NullMarked
package io.loomctl.cli;

import org.jspecify.annotations.NullMarked;
