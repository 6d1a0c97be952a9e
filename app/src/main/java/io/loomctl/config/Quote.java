package io.loomctl.config;

/** User text inside a message: in double quotes, on one line, of bearable length. */
final class Quote {

  private static final int LONGEST = 80;

  private Quote() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(LONGEST).forEach(character -> append(quoted, character));
    if (text.codePointCount(0, text.length()) > LONGEST) {
      quoted.append('…');
    }
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int character) {
    switch (character) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (isShown(character)) {
          quoted.appendCodePoint(character);
        } else {
          quoted.append(String.format("\\u%04X", character));
        }
      }
    }
  }

  /** Control and format characters can change how a terminal shows the rest of the message. */
  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
