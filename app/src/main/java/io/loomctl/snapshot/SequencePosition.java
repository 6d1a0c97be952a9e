package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a sequence had got.
 *
 * @param sequence its schema and name; sequences share them with tables
 * @param called whether the value was given out already
 */
public record SequencePosition(TableName sequence, long value, boolean called) {

  private static final Pattern STATEMENT =
      Pattern.compile(
          "SELECT pg_catalog\\.setval\\(.*, (-?[0-9]{1,19}), (true|false)\\) FROM"
              + " \"((?:[^\"]|\"\")+)\"\\.\"((?:[^\"]|\"\")+)\" WHERE .*",
          Pattern.DOTALL);

  /** A statement that brings the sequence there, unless it is further already. */
  public Sql statement(boolean ascending) {
    Sql number = Sql.number(value);
    Sql given = called ? Sql.of("true") : Sql.of("false");
    Sql name = Sql.name(sequence.schema(), sequence.name());
    Sql behind =
        ascending
            ? Sql.of("(last_value, is_called) < ({}, {})", number, given)
            : Sql.of("(- last_value, is_called) < (- ({}), {})", number, given);
    return Sql.of(
        "SELECT pg_catalog.setval({}, {}, {}) FROM {} WHERE {}",
        Sql.literal(name.text()),
        number,
        given,
        name,
        behind);
  }

  /** The position that a statement of a snapshot sets, if that is what it does and no more. */
  static Optional<SequencePosition> of(String statement) {
    Matcher parts = STATEMENT.matcher(statement);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      SequencePosition position =
          new SequencePosition(
              new TableName(unquote(parts.group(3)), unquote(parts.group(4))),
              Long.parseLong(parts.group(1)),
              parts.group(2).equals("true"));
      boolean ours =
          position.statement(true).text().equals(statement)
              || position.statement(false).text().equals(statement);
      return ours ? Optional.of(position) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String unquote(String name) {
    return name.replace("\"\"", "\"");
  }
}
