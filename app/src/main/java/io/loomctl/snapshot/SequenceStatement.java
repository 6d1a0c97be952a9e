package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement of a body that moves a sequence on, and never back.
 *
 * @param called whether {@code value} was given out already
 */
public record SequenceStatement(TableName name, long value, boolean called, boolean ascending) {

  private static final Pattern PARTS =
      Pattern.compile(
          "SELECT pg_catalog\\.setval\\(.*, (-?[0-9]{1,19}), (true|false)\\) FROM"
              + " \"((?:[^\"]|\"\")+)\"\\.\"((?:[^\"]|\"\")+)\" WHERE .*",
          Pattern.DOTALL);

  /** What a statement does, if it is exactly one that {@link #sql} makes. */
  static Optional<SequenceStatement> of(String statement) {
    Matcher parts = PARTS.matcher(statement);
    if (!parts.matches()) {
      return Optional.empty();
    }
    TableName name = new TableName(plain(parts.group(3)), plain(parts.group(4)));
    try {
      long value = Long.parseLong(parts.group(1));
      boolean called = parts.group(2).equals("true");
      return Stream.of(true, false)
          .map(ascending -> new SequenceStatement(name, value, called, ascending))
          .filter(candidate -> candidate.sql().text().equals(statement))
          .findFirst();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String plain(String quoted) {
    return quoted.replace("\"\"", "\"");
  }

  public Sql sql() {
    Sql sequence = Sql.name(name.schema(), name.name());
    Sql position = Sql.number(value);
    Sql wasCalled = called ? Sql.of("true") : Sql.of("false");
    Sql behind =
        ascending
            ? Sql.of("(last_value, is_called) < ({}, {})", position, wasCalled)
            : Sql.of("(- last_value, is_called) < (- ({}), {})", position, wasCalled);
    return Sql.of(
        "SELECT pg_catalog.setval({}, {}, {}) FROM {} WHERE {}",
        Sql.literal(sequence.text()),
        position,
        wasCalled,
        sequence,
        behind);
  }
}
