package io.loomctl.catalog;

import io.loomctl.graph.Reference;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Sixteen hexadecimal digits that change when a table, a column, a key or a reference does. They do
 * not depend on the server's version, or on the order of columns or in which things were created.
 */
public final class SchemaFingerprint {

  private static final int DIGITS = 16;

  private SchemaFingerprint() {}

  public static String of(Catalog catalog, Collection<String> schemas) {
    String text =
        catalog.tables().values().stream()
            .filter(table -> schemas.contains(table.name().schema()))
            .map(table -> table(table) + references(catalog, table))
            .collect(Collectors.joining());
    return DigestUtils.sha256Hex(text).substring(0, DIGITS);
  }

  private static String table(Table table) {
    return table.name()
        + (table.partitioned() ? " partitioned" : "")
        + "\n"
        + lines(table.columns().stream().map(SchemaFingerprint::column).toList())
        + lines(
            table.keys().stream()
                .map(key -> (key.primary() ? "primary " : "unique ") + key.columns())
                .toList());
  }

  private static String column(Column column) {
    return column.name()
        + " "
        + column.type()
        + (column.notNull() ? " not null" : "")
        + (column.holdsData() ? "" : " generated");
  }

  private static String references(Catalog catalog, Table table) {
    return lines(
        catalog.foreignKeys().stream()
            .filter(reference -> reference.child().equals(table.name()))
            .map(Reference::toString)
            .toList());
  }

  private static String lines(Collection<String> lines) {
    return lines.stream().sorted().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}
