package io.loomctl.cli;

/**
 * Colours of what was added, removed and modified; never the only thing that tells which it is.
 *
 * @param on whether there are any
 */
record Colours(boolean on) {

  String added(String text) {
    return coloured("32", text);
  }

  String removed(String text) {
    return coloured("31", text);
  }

  String modified(String text) {
    return coloured("33", text);
  }

  /** What matters less than the rest. */
  String faint(String text) {
    return coloured("2", text);
  }

  private String coloured(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
