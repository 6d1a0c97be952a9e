package io.loomctl.failure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place a problem is at.
 *
 * @param file path as the user knows it
 * @param line counted from 1; 0 when unknown
 * @param column counted from 1; 0 when unknown
 * @param path dotted path inside a structured file, such as {@code scenarios.general.tables}
 */
public record Where(@Nullable String file, int line, int column, @Nullable String path) {

  public static final Where NOWHERE = new Where(null, 0, 0, null);

  public static Where file(Object file) {
    return new Where(file.toString(), 0, 0, null);
  }

  public static Where line(Object file, int line) {
    return new Where(file.toString(), line, 0, null);
  }

  /** {@code file:line:column: path}, as far as known; empty when nothing is. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (file != null) {
      parts.add(file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : ""));
    }
    if (path != null && !path.isEmpty()) {
      parts.add(path);
    }
    return String.join(": ", parts);
  }
}
