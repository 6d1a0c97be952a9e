package io.loomctl.snapshot;

import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of a body that sets when a trigger or a rule fires.
 *
 * @param relation the table or partition that it is on
 * @param only whether partitions keep the mode that they have
 */
public record TriggerStatement(
    TableName relation, boolean only, boolean rule, String name, Mode mode) {

  private static final String NAME = "\"((?:[^\"]|\"\")+)\"";

  private static final Pattern PARTS =
      Pattern.compile(
          "ALTER TABLE (ONLY )?%s\\.%s (ENABLE|ENABLE ALWAYS|ENABLE REPLICA|DISABLE) (TRIGGER|RULE) %s"
              .formatted(NAME, NAME, NAME));

  /** When it fires from then on. */
  public enum Mode {
    ENABLE,
    ENABLE_ALWAYS,
    ENABLE_REPLICA,
    DISABLE;

    private Sql sql() {
      return switch (this) {
        case ENABLE -> Sql.of("ENABLE");
        case ENABLE_ALWAYS -> Sql.of("ENABLE ALWAYS");
        case ENABLE_REPLICA -> Sql.of("ENABLE REPLICA");
        case DISABLE -> Sql.of("DISABLE");
      };
    }
  }

  public Sql sql() {
    return Sql.of(
        "ALTER TABLE {}{} {} {} {}",
        only ? Sql.of("ONLY ") : Sql.EMPTY,
        Sql.name(relation.schema(), relation.name()),
        mode.sql(),
        rule ? Sql.of("RULE") : Sql.of("TRIGGER"),
        Sql.name(name));
  }

  /** What a statement does, if it is one that {@link #sql} makes. */
  static Optional<TriggerStatement> of(String statement) {
    Matcher parts = PARTS.matcher(statement);
    return parts.matches()
        ? Optional.of(
            new TriggerStatement(
                new TableName(plain(parts.group(2)), plain(parts.group(3))),
                parts.group(1) != null,
                parts.group(5).equals("RULE"),
                plain(parts.group(6)),
                Mode.valueOf(parts.group(4).replace(' ', '_'))))
        : Optional.empty();
  }

  private static String plain(String quoted) {
    return quoted.replace("\"\"", "\"");
  }
}
