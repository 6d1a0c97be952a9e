package io.loomctl.cli;

import io.loomctl.comparison.Value;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values as people read them: text in quotes, long ones shortened, and nothing in them that a
 * terminal would obey.
 */
final class ValueText {

  /** How much of what is equal is left to be seen before the first difference. */
  private static final int CONTEXT = 8;

  /** Types whose values need no quotes to be told from what stands around them. */
  private static final Pattern BARE =
      Pattern.compile(
          "smallint|integer|bigint|boolean|date|uuid|oid|money|jsonb?|.*\\[]"
              + "|(numeric|real|double|time|timestamp|interval)\\b.*");

  /** Two values of one column. */
  record Pair(String from, String to) {}

  private ValueText() {}

  static String of(Value value) {
    if (value instanceof Value.Plain plain) {
      String text = harmless(plain.text());
      return BARE.matcher(plain.type()).matches() ? text : '"' + text + '"';
    } else if (value instanceof Value.Parent parent) {
      List<Value> key = parent.key();
      return key.size() == 1
          ? of(key.get(0))
          : key.stream().map(ValueText::of).collect(Collectors.joining(", ", "(", ")"));
    }
    return "(null)";
  }

  /** At most that many characters, the last of them an ellipsis where some are missing. */
  static String shortened(String text, int width) {
    return window(text, 0, width);
  }

  /**
   * Two values, of each at most that many characters: those around the first difference.
   *
   * @param width at least 4
   */
  static Pair shortened(String from, String to, int width) {
    if (length(from) <= width && length(to) <= width) {
      return new Pair(from, to);
    }
    int same = samePrefix(from, to);
    int start = same <= CONTEXT ? 0 : from.offsetByCodePoints(same, -CONTEXT);
    return new Pair(window(from, start, width), window(to, start, width));
  }

  /** How far two texts are the same from their beginning. */
  static int samePrefix(String a, String b) {
    int at = 0;
    while (at < a.length() && at < b.length() && a.codePointAt(at) == b.codePointAt(at)) {
      at += Character.charCount(a.codePointAt(at));
    }
    return at;
  }

  /** How far two texts are the same from their end, not going back beyond a place. */
  static int sameSuffix(String a, String b, int start) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) - start
        && a.charAt(a.length() - same - 1) == b.charAt(b.length() - same - 1)) {
      same++;
    }
    boolean splits = same > 0 && Character.isLowSurrogate(a.charAt(a.length() - same));
    return splits ? same - 1 : same;
  }

  private static String window(String text, int start, int width) {
    String before = start > 0 ? "…" : "";
    String rest = text.substring(start);
    int room = width - before.length();
    return length(rest) <= room
        ? before + rest
        : before + rest.substring(0, rest.offsetByCodePoints(0, room - 1)) + "…";
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Control and formatting characters are shown as escapes: a value must not paint the screen. */
  static String harmless(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> append(out, character);
              }
            });
    return out.toString();
  }

  private static void append(StringBuilder out, int character) {
    int type = Character.getType(character);
    boolean obeyed =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.SURROGATE;
    if (obeyed) {
      out.append("\\u%04x".formatted(character));
    } else {
      out.appendCodePoint(character);
    }
  }
}
