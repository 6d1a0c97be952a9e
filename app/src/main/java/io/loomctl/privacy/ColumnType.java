package io.loomctl.privacy;

import io.loomctl.catalog.Column;
import java.util.Optional;
import java.util.Set;

/** What kind of values a column holds, as far as it matters to what they may tell of people. */
enum ColumnType {
  TEXT,
  NUMBER,
  DATE,
  NETWORK,
  JSON,
  BYTES,
  OTHER;

  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision", "money");
  private static final Set<String> DATES =
      Set.of("date", "timestamp without time zone", "timestamp with time zone");

  static ColumnType of(Column column) {
    String type = column.base().replaceAll("\\([^)]*\\)", "");
    if (column.family() == Column.Family.TEXT || isText(type)) {
      return TEXT;
    } else if (column.family() == Column.Family.INTEGER || NUMBERS.contains(type)) {
      return NUMBER;
    } else if (DATES.contains(type)) {
      return DATE;
    }
    return switch (type) {
      case "inet", "cidr" -> NETWORK;
      case "json", "jsonb" -> JSON;
      case "bytea" -> BYTES;
      default -> OTHER;
    };
  }

  private static boolean isText(String type) {
    return type.equals("character") || type.equals("citext") || type.endsWith(".citext");
  }

  /** How a sample of a column's values is read, if it can tell anything. */
  static Optional<ColumnType> sampled(Column column) {
    return Optional.of(of(column)).filter(type -> type == TEXT || type == JSON);
  }
}
