package io.loomctl.privacy;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.sql.Sql;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a column looks personal, and how it could be masked.
 *
 * @param sql the expression of {@link Mask#SQL}; nothing for the others
 * @param reason why, for people: what its name says, how many sampled values look like what. It
 *     never holds a value
 */
public record Suggestion(Mask mask, Optional<String> sql, String reason) {

  private static final Pattern LIMIT = Pattern.compile("\\((\\d+)\\)");
  private static final Set<String> FLOATING = Set.of("real", "double precision", "money");

  /** The kinds of mask that the config knows. */
  public enum Mask {
    EMAIL,
    PHONE,
    NAME,
    HASH,
    NULL,
    SQL;

    /** As the config writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Suggestion of(Subject subject, Table table, Column column, String reason) {
    Mask mask = subject.mask();
    boolean isText = ColumnType.of(column) == ColumnType.TEXT;
    return switch (mask) {
      case NULL -> mustStay(table, column) ? instead(subject, column, reason) : plain(mask, reason);
      case SQL -> instead(subject, column, reason);
      case EMAIL, PHONE, NAME, HASH ->
          plain(isText && length(column) >= leastLength(mask) ? mask : Mask.HASH, reason);
    };
  }

  /** What a masked value takes at least. */
  private static int leastLength(Mask mask) {
    return switch (mask) {
      case EMAIL -> 16;
      case PHONE -> 13;
      case NAME, HASH, NULL, SQL -> 0;
    };
  }

  private static int length(Column column) {
    Matcher limit = LIMIT.matcher(column.base());
    return limit.find() ? Integer.parseInt(limit.group(1)) : Integer.MAX_VALUE;
  }

  /** Whether the mask suits a column of that type; where it does not, none of the usual ones do. */
  public boolean suits(Column column) {
    return mask != Mask.HASH
        || switch (ColumnType.of(column)) {
          case TEXT, BYTES -> true;
          case NUMBER -> !FLOATING.contains(column.base());
          case DATE, NETWORK, JSON, OTHER -> column.base().equals("uuid");
        };
  }

  /**
   * The same for a column that others reference: its masked values stand in those, too, so there
   * have to be as many as there are clear ones.
   */
  public Suggestion keepingApart() {
    return mask == Mask.NULL || mask == Mask.SQL ? plain(Mask.HASH, reason) : this;
  }

  private static boolean mustStay(Table table, Column column) {
    return column.notNull()
        || table.keys().stream().anyMatch(key -> key.columns().contains(column.name()));
  }

  /** Where NULL may not be: the value less precise, or the same one for all. */
  private static Suggestion instead(Subject subject, Column column, String reason) {
    Sql name = Sql.name(column.name().value());
    return switch (ColumnType.of(column)) {
      case DATE ->
          expression(
              Sql.of("date_trunc('year', {})::{}", name, Sql.trusted(column.type())), reason);
      case NUMBER ->
          switch (subject) {
            case INCOME -> expression(Sql.of("round({}::numeric, -3)", name), reason);
            case POSITION -> expression(Sql.of("round({}::numeric)", name), reason);
            default -> plain(Mask.HASH, reason);
          };
      case JSON -> expression(Sql.of("{}", Sql.literal("{}")), reason);
      case NETWORK -> expression(Sql.of("'0.0.0.0'"), reason);
      case TEXT, BYTES, OTHER -> plain(Mask.HASH, reason);
    };
  }

  private static Suggestion plain(Mask mask, String reason) {
    return new Suggestion(mask, Optional.empty(), reason);
  }

  private static Suggestion expression(Sql sql, String reason) {
    return new Suggestion(Mask.SQL, Optional.of(sql.text()), reason);
  }
}
