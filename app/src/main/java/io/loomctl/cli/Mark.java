package io.loomctl.cli;

/** How a check ended, in front of its line. */
enum Mark {
  PASS("✓", "ok", "32"),
  WARNING("!", "!", "33"),
  ERROR("✗", "x", "31"),
  NOT_RUN("–", "-", "2");

  private final String sign;
  private final String plain;
  private final String colour;

  Mark(String sign, String plain, String colour) {
    this.sign = sign;
    this.plain = plain;
    this.colour = colour;
  }

  /** As wide as all the others; plain where the output cannot carry more than ASCII. */
  String shown(Console console) {
    String text = console.unicode() ? sign : plain;
    String padding = " ".repeat(width(console) - text.length());
    return console.outColour()
        ? "\u001b[" + colour + "m" + text + "\u001b[0m" + padding
        : text + padding;
  }

  static int width(Console console) {
    return console.unicode() ? 1 : 2;
  }

  /** Our own signs in ASCII; what users wrote stays. */
  static String inAscii(String text) {
    return text.replace("→", "->").replace("…", "...");
  }
}
