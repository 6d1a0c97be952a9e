package io.loomctl.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

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

  /**
   * Whether what is written can hold more than ASCII, by the locale: the first of these variables
   * that is set decides. Where none is set nobody says that it cannot.
   */
  boolean unicode() {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(locale -> !locale.isEmpty())
        .findFirst()
        .map(locale -> locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8"))
        .orElse(true);
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
