package io.loomctl.config;

import io.loomctl.failure.Where;
import io.loomctl.graph.DisplayName;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of table names: {@code *} matches any run of characters, in quotes as well; a schema
 * part is optional.
 */
public record NamePattern(String text, Where where) {

  public NamePattern {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not a pattern of table names: " + text);
    }
  }

  /** Nothing when the text is neither {@code table} nor {@code schema.table}. */
  public static Optional<NamePattern> parse(String text, Where where) {
    return isValid(text) ? Optional.of(new NamePattern(text, where)) : Optional.empty();
  }

  /** Without a schema part it matches tables of {@code schemas} only. */
  public boolean matches(TableName table, List<String> schemas) {
    List<String> parts = DisplayName.parse(text).orElseThrow();
    boolean schemaMatches =
        parts.size() == 2
            ? matches(parts.get(0), table.schema())
            : schemas.contains(table.schema());
    return schemaMatches && matches(parts.get(parts.size() - 1), table.name());
  }

  /** Whether it names one table rather than describing many. */
  public boolean isExact() {
    return text.indexOf('*') < 0;
  }

  private static boolean isValid(String text) {
    return DisplayName.parse(text).filter(parts -> parts.size() <= 2).isPresent();
  }

  /** Linear: each run between two stars is taken where it is found first. */
  private static boolean matches(String pattern, String name) {
    String[] runs = pattern.split("\\*", -1);
    String first = runs[0];
    String last = runs[runs.length - 1];
    if (runs.length == 1) {
      return pattern.equals(name);
    }
    if (!name.startsWith(first) || !name.endsWith(last)) {
      return false;
    }
    int at = first.length();
    for (int run = 1; run < runs.length - 1; run++) {
      int found = name.indexOf(runs[run], at);
      if (found < 0) {
        return false;
      }
      at = found + runs[run].length();
    }
    return at + last.length() <= name.length();
  }

  @Override
  public String toString() {
    return text;
  }
}
