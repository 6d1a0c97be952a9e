package io.loomctl.importer;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether text of one type means the same in another, or is refused by the server where it does not
 * fit. Types are compared as {@code format_type} prints them.
 */
final class TypeChange {

  /** Each type takes the text of those before it. */
  private static final List<String> NUMBERS = List.of("smallint", "integer", "bigint", "numeric");

  private static final List<String> TEXTS = List.of("character varying", "text");

  private static final Pattern PARTS =
      Pattern.compile("([^(]+)(?:\\(([0-9]{1,9})(?:,(-?[0-9]{1,9}))?\\))?(.*)");

  private TypeChange() {}

  static boolean keepsValues(String from, String to) {
    if (from.equals(to)) {
      return true;
    }
    if (!PARTS.matcher(from).matches() || !PARTS.matcher(to).matches()) {
      return false;
    }
    if (TEXTS.contains(base(to))) {
      return true;
    }
    String source = base(from);
    String target = base(to);
    if (NUMBERS.contains(source) && NUMBERS.contains(target)) {
      return !target.equals("numeric") || scale(to) < 0 || scale(to) >= scaleOf(from);
    }
    return source.equals(target) && precision(to) < 0;
  }

  private static int scaleOf(String type) {
    boolean integer = !base(type).equals("numeric");
    int scale = scale(type);
    return integer ? 0 : scale < 0 ? Integer.MAX_VALUE : scale;
  }

  private static String base(String type) {
    Matcher parts = parts(type);
    return parts.group(1) + parts.group(4);
  }

  /** -1 when there is none. */
  private static int precision(String type) {
    String precision = parts(type).group(2);
    return precision == null ? -1 : Integer.parseInt(precision);
  }

  /** Of a numeric, -1 when it has none. */
  private static int scale(String type) {
    Matcher parts = parts(type);
    if (parts.group(2) == null) {
      return -1;
    }
    return parts.group(3) == null ? 0 : Math.max(0, Integer.parseInt(parts.group(3)));
  }

  private static Matcher parts(String type) {
    Matcher parts = PARTS.matcher(type);
    if (!parts.matches()) {
      throw new IllegalArgumentException(type);
    }
    return parts;
  }
}
