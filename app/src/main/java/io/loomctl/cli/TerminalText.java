package io.loomctl.cli;

import java.lang.Character.UnicodeScript;

/**
 * Text of others (values, names, a server's messages) as a terminal may be given it: it shows what
 * is there, and obeys nothing of it.
 */
final class TerminalText {

  private TerminalText() {}

  /** On one line; what would not be seen is written as an escape. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(character -> append(shown, character));
    return shown.toString();
  }

  /** The same, but line breaks stay. */
  static String ofLines(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (character == '\n') {
                shown.append('\n');
              } else {
                append(shown, character);
              }
            });
    return shown.toString();
  }

  static void append(StringBuilder shown, int character) {
    switch (character) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (isSeen(character)) {
          shown.appendCodePoint(character);
        } else {
          shown.append(escape(character));
        }
      }
    }
  }

  /** As PostgreSQL's escape strings have it. */
  private static String escape(int character) {
    return (character > 0xffff ? "\\U%08x" : "\\u%04x").formatted(character);
  }

  /** Not control and formatting characters, nor spaces that look like the usual one. */
  static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ' || character == 0x3000;
      default -> true;
    };
  }

  /** How many columns a text takes that is shown as it is. */
  static int width(String text) {
    return text.codePoints().map(TerminalText::width).sum();
  }

  /** Near enough to Unicode's "East Asian Width", which Java does not know. */
  static int width(int character) {
    if (character < 0x300) {
      return 1;
    }
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(character) ? 2 : 1;
  }

  private static boolean isWide(int character) {
    if (between(character, 0xff61, 0xffdc) || between(character, 0x1160, 0x11ff)) {
      // Halfwidth forms; vowels of Hangul, which join the letter before them.
      return false;
    }
    if (between(character, 0x3000, 0x303e)
        || between(character, 0x3041, 0x33ff)
        || between(character, 0xff01, 0xff60)
        || between(character, 0xffe0, 0xffe6)
        || between(character, 0x1f300, 0x1f64f)
        || between(character, 0x1f680, 0x1f6ff)
        || between(character, 0x1f900, 0x1f9ff)
        || between(character, 0x1fa70, 0x1faff)) {
      return true;
    }
    return switch (UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
      default -> false;
    };
  }

  private static boolean between(int character, int first, int last) {
    return first <= character && character <= last;
  }
}
