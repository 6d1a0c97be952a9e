package io.loomctl.privacy;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.config.ColumnMask.Kind;
import io.loomctl.masking.Masks;
import io.loomctl.sql.Sql;
import java.util.Optional;

/**
 * That a column looks personal, and how it could be masked.
 *
 * @param sql the expression of {@link Kind#SQL}; nothing for the others
 * @param reason why, for people: what its name says, how many sampled values look like what. It
 *     never holds a value
 */
public record Suggestion(Kind mask, Optional<String> sql, String reason) {

  static Suggestion of(Subject subject, Table table, Column column, String reason) {
    Kind mask = subject.mask();
    return switch (mask) {
      case NULL -> mustStay(table, column) ? instead(subject, column, reason) : plain(mask, reason);
      case SQL -> instead(subject, column, reason);
      case EMAIL, PHONE, NAME, HASH -> plain(Masks.fits(mask, column) ? mask : Kind.HASH, reason);
    };
  }

  /** Whether the mask suits a column of that type; where it does not, none of the usual ones do. */
  public boolean suits(Column column) {
    return Masks.fits(mask, column);
  }

  /**
   * The same for a column that others reference: its masked values stand in those, too, so there
   * have to be as many as there are clear ones.
   */
  public Suggestion keepingApart() {
    return mask == Kind.NULL || mask == Kind.SQL ? plain(Kind.HASH, reason) : this;
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
            default -> plain(Kind.HASH, reason);
          };
      case JSON -> expression(Sql.of("{}", Sql.literal("{}")), reason);
      case NETWORK -> expression(Sql.of("'0.0.0.0'"), reason);
      case TEXT, BYTES, OTHER -> plain(Kind.HASH, reason);
    };
  }

  private static Suggestion plain(Kind mask, String reason) {
    return new Suggestion(mask, Optional.empty(), reason);
  }

  private static Suggestion expression(Sql sql, String reason) {
    return new Suggestion(Kind.SQL, Optional.of(sql.text()), reason);
  }
}
