package io.loomctl.config;

import io.loomctl.failure.Where;
import io.loomctl.graph.DisplayName;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Optional;

/** A table name as written: with or without its schema. */
public record ConfiguredTable(Optional<String> schema, String name, Where where) {

  /** Reads {@code table} or {@code schema.table}; nothing when the text is neither. */
  public static Optional<ConfiguredTable> parse(String text, Where where) {
    return DisplayName.parse(text)
        .filter(parts -> parts.size() <= 2)
        .map(parts -> ofParts(parts, where));
  }

  static ConfiguredTable ofParts(List<String> parts, Where where) {
    Optional<String> schema = parts.size() == 2 ? Optional.of(parts.get(0)) : Optional.empty();
    return new ConfiguredTable(schema, parts.get(parts.size() - 1), where);
  }

  /** The tables it may stand for, in the order of {@code schemas} when it names no schema. */
  public List<TableName> candidates(List<String> schemas) {
    return schema.map(List::of).orElse(schemas).stream()
        .map(each -> new TableName(each, name))
        .toList();
  }

  /** The display form, without the place. */
  @Override
  public String toString() {
    return schema.map(text -> DisplayName.of(text) + ".").orElse("") + DisplayName.of(name);
  }
}
