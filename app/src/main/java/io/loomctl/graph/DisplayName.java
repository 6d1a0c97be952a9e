package io.loomctl.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names as people write them: plain lower-case words stand bare, everything else in double quotes
 * with quotes doubled, parts joined by dots. What is written this way reads back unambiguously.
 */
public final class DisplayName {

  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  private DisplayName() {}

  public static String of(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * Splits {@code public."My Table"} into its parts. Bare parts keep their case: names in YAML are
   * names, not SQL.
   *
   * @return nothing when a quote is not closed, a part is empty, or text follows a closing quote
   */
  public static Optional<List<String>> parse(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder part = new StringBuilder();
      at =
          at < text.length() && text.charAt(at) == '"'
              ? quoted(text, at + 1, part)
              : bare(text, at, part);
      if (at < 0 || part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.toString());
      if (at == text.length()) {
        return Optional.of(List.copyOf(parts));
      }
      if (text.charAt(at) != '.') {
        return Optional.empty();
      }
      at++;
    }
  }

  private static int bare(String text, int from, StringBuilder part) {
    int dot = text.indexOf('.', from);
    int end = dot < 0 ? text.length() : dot;
    part.append(text, from, end);
    return part.indexOf("\"") >= 0 ? -1 : end;
  }

  private static int quoted(String text, int from, StringBuilder part) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) != '"') {
        part.append(text.charAt(at));
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        part.append('"');
        at++;
      } else {
        return at + 1;
      }
    }
    return -1;
  }
}
