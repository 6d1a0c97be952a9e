package io.loomctl.cli;

import io.loomctl.comparison.Value;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values as people read them: text in quotes, long ones shortened, and nothing in them that a
 * terminal would obey. Two values that differ never look the same unless they were shortened.
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

  /** A value before it is shortened; what is quoted gets its escapes with the quotes. */
  private record Content(String text, boolean quoted) {}

  private ValueText() {}

  static String of(Value value) {
    return of(value, Integer.MAX_VALUE);
  }

  /**
   * A value that takes at most that many columns.
   *
   * @param width at least 4
   */
  static String of(Value value, int width) {
    return window(content(value), 0, width);
  }

  /**
   * Two values that take at most that many columns together; of long ones the part around the first
   * difference.
   *
   * @param width at least 8
   */
  static Pair of(Value from, Value to, int width) {
    Content before = content(from);
    Content after = content(to);
    int left = TerminalText.width(window(before, 0, width));
    int right = TerminalText.width(window(after, 0, width));
    if (left + right < width) {
      return new Pair(window(before, 0, width), window(after, 0, width));
    }
    int half = width / 2;
    int start = start(before.text(), after.text());
    return new Pair(
        window(before, start, Math.max(half, width - right)),
        window(after, start, Math.max(half, width - left)));
  }

  private static int start(String from, String to) {
    int same = samePrefix(from, to);
    return from.codePointCount(0, same) <= CONTEXT ? 0 : from.offsetByCodePoints(same, -CONTEXT);
  }

  private static Content content(Value value) {
    if (value instanceof Value.Plain plain) {
      return new Content(plain.text(), !BARE.matcher(plain.type()).matches());
    } else if (value instanceof Value.Parent parent) {
      List<Value> key = parent.key();
      return key.size() == 1
          ? content(key.get(0))
          : new Content(
              key.stream().map(ValueText::of).collect(Collectors.joining(", ", "(", ")")), false);
    }
    return new Content("(null)", false);
  }

  /** What of a value is seen from a place on; an ellipsis stands where some of it is missing. */
  private static String window(Content content, int start, int width) {
    String quote = content.quoted() ? "\"" : "";
    StringBuilder shown = new StringBuilder(quote).append(start > 0 ? "…" : "");
    int used = TerminalText.width(shown.toString()) + quote.length();
    int fits = shown.length();
    for (int at = start; at < content.text().length(); ) {
      int character = content.text().codePointAt(at);
      int before = shown.length();
      append(shown, character, content.quoted());
      used += TerminalText.width(shown.substring(before));
      if (used > width) {
        shown.setLength(fits);
        return shown.append('…').append(quote).toString();
      } else if (used < width) {
        fits = shown.length();
      }
      at += Character.charCount(character);
    }
    return shown.append(quote).toString();
  }

  private static void append(StringBuilder shown, int character, boolean quoted) {
    if (quoted && (character == '"' || character == '\\')) {
      shown.append('\\');
    }
    TerminalText.append(shown, character);
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

  /** A name, of at most that many columns. */
  static String name(String text, int width) {
    return window(new Content(text, false), 0, width);
  }
}
