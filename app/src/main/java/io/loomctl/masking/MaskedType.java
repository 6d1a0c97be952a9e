package io.loomctl.masking;

import io.loomctl.catalog.Column;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mask has to know of a column's type.
 *
 * @param length the most characters that fit, of a number the digits before the point; {@link
 *     #UNLIMITED} where the type sets no limit
 */
record MaskedType(Family family, int length) {

  static final int UNLIMITED = Integer.MAX_VALUE;

  private static final Pattern TEXT =
      Pattern.compile("(text|character varying|character|name|bpchar)(?:\\((\\d+)\\))?");
  private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");
  private static final Pattern CITEXT = Pattern.compile("(?:.*\\.)?citext");

  /** Types that are masked alike, the narrower integers first. */
  enum Family {
    SMALLINT,
    INTEGER,
    BIGINT,
    TEXT,
    /** citext: values that differ in upper and lower case only are equal. */
    CASELESS_TEXT,
    NUMERIC,
    UUID,
    BYTEA,
    OTHER;

    boolean isText() {
      return this == TEXT || this == CASELESS_TEXT;
    }

    boolean isInteger() {
      return compareTo(BIGINT) <= 0;
    }
  }

  static MaskedType of(Column column) {
    return switch (column.base()) {
      case "smallint" -> new MaskedType(Family.SMALLINT, UNLIMITED);
      case "integer" -> new MaskedType(Family.INTEGER, UNLIMITED);
      case "bigint" -> new MaskedType(Family.BIGINT, UNLIMITED);
      case "numeric" -> new MaskedType(Family.NUMERIC, UNLIMITED);
      case "uuid" -> new MaskedType(Family.UUID, UNLIMITED);
      case "bytea" -> new MaskedType(Family.BYTEA, UNLIMITED);
      default -> other(column.base());
    };
  }

  private static MaskedType other(String type) {
    Matcher text = TEXT.matcher(type);
    if (text.matches()) {
      return new MaskedType(
          Family.TEXT, text.group(2) == null ? usual(type) : Integer.parseInt(text.group(2)));
    }
    Matcher numeric = NUMERIC.matcher(type);
    if (numeric.matches()) {
      int digits = Integer.parseInt(numeric.group(1)) - Integer.parseInt(numeric.group(2));
      return new MaskedType(Family.NUMERIC, digits);
    }
    return new MaskedType(
        CITEXT.matcher(type).matches() ? Family.CASELESS_TEXT : Family.OTHER, UNLIMITED);
  }

  private static int usual(String type) {
    return switch (type) {
      case "character" -> 1;
      case "name" -> 63;
      default -> UNLIMITED;
    };
  }

  /** The type whose masks fit columns of both; nothing fits where the two are masked apart. */
  MaskedType narrower(MaskedType other) {
    Family narrowest =
        family.isText() && other.family.isText()
            ? (family == Family.CASELESS_TEXT ? family : other.family)
            : family.compareTo(other.family) <= 0 ? family : other.family;
    return new MaskedType(narrowest, Math.min(length, other.length));
  }

  /** Whether equal values of both are masked alike. */
  boolean isKin(MaskedType other) {
    return family == other.family
        || (family.isText() && other.family.isText())
        || (family.isInteger() && other.family.isInteger());
  }
}
