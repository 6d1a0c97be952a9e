package io.loomctl.explanation;

import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key as somebody writes it: values, or {@code column=value}, separated by commas. A value with
 * commas stands in double quotes, in which a double quote is written twice; NULL without quotes is
 * NULL.
 *
 * @param text all of it, as written
 */
record RowKey(String text, List<Part> parts) {

  /**
   * One value.
   *
   * @param column before the first {@code =}, if there is one
   * @param value nothing for NULL
   * @param written all of it: without a column of that name, a value may hold {@code =}
   */
  record Part(Optional<String> column, Optional<String> value, String written) {

    /** The value of a key whose columns are not named. */
    Optional<String> unnamed() {
      return column.isPresent() ? Optional.of(written) : value;
    }
  }

  RowKey {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a key.
   *
   * @throws UsageException when a quote is not closed, or something follows one
   */
  static RowKey parse(String text) {
    return new RowKey(text, new Reader(text).parts());
  }

  /** Goes through the text once. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Part> parts() {
      List<Part> parts = new ArrayList<>();
      do {
        parts.add(part());
      } while (at++ < text.length());
      return parts;
    }

    private Part part() {
      int start = at;
      boolean quoted = isQuote();
      String first = token(true);
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        boolean valueQuoted = isQuote();
        String value = token(false);
        return new Part(
            Optional.of(first),
            value(value, valueQuoted),
            text.substring(start, Math.min(at, text.length())));
      }
      return new Part(Optional.empty(), value(first, quoted), first);
    }

    private static Optional<String> value(String value, boolean quoted) {
      return !quoted && value.equals("NULL") ? Optional.empty() : Optional.of(value);
    }

    private boolean isQuote() {
      return at < text.length() && text.charAt(at) == '"';
    }

    /** Up to a comma, or to {@code =} where a column may stand. */
    private String token(boolean column) {
      if (isQuote()) {
        return quoted();
      }
      int start = at;
      while (at < text.length() && text.charAt(at) != ',' && !(column && text.charAt(at) == '=')) {
        at++;
      }
      return text.substring(start, at);
    }

    private String quoted() {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length() && (!isQuote() || text.startsWith("\"\"", at))) {
        at += isQuote() ? 1 : 0;
        value.append(text.charAt(at++));
      }
      boolean closed = isQuote();
      at++;
      if (!closed || (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '=')) {
        throw new UsageException(
            Problem.of("cannot read the key " + text)
                .hint(
                    "a value in double quotes ends before a comma; write \"\" for a quote in it"));
      }
      return value.toString();
    }
  }
}
