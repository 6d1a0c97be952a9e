package io.loomctl.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes to.
 *
 * @param out results
 * @param err what is going on, and failures
 * @param outTerminal whether a person reads {@code out} directly
 * @param errTerminal whether a person reads {@code err} directly
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean outTerminal,
    boolean errTerminal,
    Map<String, String> environment) {

  static final int WIDTH = 80;

  /** Whether messages are coloured. */
  boolean colour() {
    return errTerminal && colourWanted();
  }

  /** Whether results are coloured. */
  boolean outColour() {
    return outTerminal && colourWanted();
  }

  private boolean colourWanted() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** The width to keep to on a terminal. */
  int width() {
    try {
      return Integer.parseInt(environment.getOrDefault("COLUMNS", Integer.toString(WIDTH)));
    } catch (NumberFormatException e) {
      return WIDTH;
    }
  }
}
