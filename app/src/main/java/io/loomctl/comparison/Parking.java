package io.loomctl.comparison;

import io.loomctl.snapshot.TableHeader.ColumnHeader;
import io.loomctl.sql.Sql;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a column holds for a moment, so that another row can take its value: unique keys are checked
 * row by row, and rows may trade values. The numbers of the rows keep these values apart.
 */
final class Parking {

  private static final Pattern NUMBER = Pattern.compile("(smallint|integer|bigint|numeric)\\b.*");
  private static final Pattern TEXT = Pattern.compile("(text|character|character varying)\\b.*");
  private static final Pattern TIME = Pattern.compile("date|timestamp\\b.*");

  private Parking() {}

  /**
   * The value, if there is one.
   *
   * @param number of the row, from 1 on
   * @param highest the highest value of the column
   */
  static Optional<Sql> value(ColumnHeader column, Sql number, Sql highest) {
    String type = column.type();
    if (!column.notNull()) {
      return Optional.of(Sql.of("NULL"));
    } else if (type.endsWith("[]")) {
      return Optional.empty();
    } else if (NUMBER.matcher(type).matches()) {
      return Optional.of(Sql.of("{} + {}", highest, number));
    } else if (TEXT.matcher(type).matches()) {
      // Short, and nothing that a person would have written.
      return Optional.of(Sql.of("pg_catalog.chr(1) || {}", number));
    } else if (TIME.matcher(type).matches()) {
      return Optional.of(Sql.of("DATE '4000-01-01 BC' + {}::pg_catalog.int4", number));
    } else if (type.equals("uuid")) {
      return Optional.of(Sql.of("pg_catalog.gen_random_uuid()"));
    }
    return Optional.empty();
  }
}
