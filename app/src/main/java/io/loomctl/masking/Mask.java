package io.loomctl.masking;

import io.loomctl.catalog.Column;
import io.loomctl.config.ColumnMask;

/**
 * How one column is masked.
 *
 * @param written what the config says of it, or of the column that it is linked with by references
 * @param type the narrowest of the columns that are linked with it: they are masked alike
 * @param distinct whether different values have to stay different
 */
record Mask(Column column, ColumnMask written, MaskedType type, boolean distinct) {

  ColumnMask.Kind kind() {
    return written.kind();
  }

  /** Whether the mask alone keeps different values different, but for what cannot happen. */
  boolean keepsApart() {
    return switch (kind()) {
      case NULL, SQL -> false;
      case EMAIL -> type.length() >= MaskSql.EMAIL_DOMAIN.length() + MaskSql.WORD_DIGITS;
      case NAME, HASH ->
          switch (type.family()) {
            case TEXT, CASELESS_TEXT -> type.length() >= MaskSql.WORD_DIGITS;
            case NUMERIC -> type.length() >= MaskSql.NUMBER_DIGITS;
            default -> true;
          };
      case PHONE -> type.length() >= MaskSql.DISTINCT_PHONE;
    };
  }
}
