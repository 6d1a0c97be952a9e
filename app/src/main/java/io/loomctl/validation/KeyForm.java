package io.loomctl.validation;

import io.loomctl.snapshot.RowFields;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * What a value is turned into before it is compared with one of another column, so that what the
 * server holds to be equal is equal although it may be spelled differently.
 */
enum KeyForm {
  /** Integers on both sides: the value itself. */
  INTEGER,
  /** Numbers: 1.10 and 1.1. */
  NUMBER,
  /** Intervals: a month and 30 days. */
  INTERVAL,
  /** Of {@code character(n)} trailing spaces do not count. */
  PADDED,
  /** Of {@code citext} upper and lower case do not count. */
  CASELESS,
  /** Everything else, as it prints. */
  TEXT,
  /**
   * Text as the most generous collation would compare it, by nothing but letters without accents
   * and digits. A snapshot does not tell collations.
   */
  LOOSE;

  private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
  private static final Set<String> NUMBERS = Set.of("numeric", "real", "double precision");
  private static final Set<String> TEXTS =
      Set.of("text", "character varying", "character", "name", "citext");

  /** Of these no value has two spellings. */
  private static final Set<String> OTHERS =
      Set.of(
          "uuid",
          "boolean",
          "bytea",
          "date",
          "timestamp without time zone",
          "timestamp with time zone",
          "time without time zone",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "money",
          "oid",
          "bit",
          "bit varying",
          "interval");

  /**
   * The form for two columns of a reference.
   *
   * @param child the type as {@code format_type} prints it
   */
  static KeyForm of(String child, String parent) {
    String a = base(child);
    String b = base(parent);
    if (INTEGERS.contains(a) && INTEGERS.contains(b)) {
      return INTEGER;
    } else if (isNumber(a) && isNumber(b)) {
      return NUMBER;
    } else if (a.equals("interval") && b.equals("interval")) {
      return INTERVAL;
    } else if (a.equals("citext") || b.equals("citext")) {
      return CASELESS;
    }
    return a.equals("character") || b.equals("character") ? PADDED : TEXT;
  }

  /**
   * Whether values of the two types are different when their forms are. Of domains, arrays and the
   * like nobody knows here.
   */
  static boolean isCertain(String child, String parent) {
    String a = base(child);
    String b = base(parent);
    return (isNumber(a) && isNumber(b))
        || (TEXTS.contains(a) && TEXTS.contains(b))
        || (OTHERS.contains(a) && a.equals(b));
  }

  private static boolean isNumber(String type) {
    return INTEGERS.contains(type) || NUMBERS.contains(type);
  }

  /** Without {@code (10,2)}, and of an extension's type without its schema. */
  private static String base(String type) {
    String base = type.replaceAll("\\([^)]*\\)", "");
    return base.endsWith(".citext") ? "citext" : base;
  }

  /** Whether a collation may hold more to be equal than this does. */
  boolean hasCollation() {
    return this == TEXT || this == PADDED || this == CASELESS;
  }

  byte[] canonical(RowFields row, int field) {
    return switch (this) {
      case INTEGER, TEXT -> row.value(field);
      case NUMBER -> bytes(number(row.text(field)));
      case INTERVAL -> bytes(IntervalText.canonical(row.text(field)));
      case PADDED -> bytes(row.text(field).replaceAll(" +$", ""));
      case CASELESS -> bytes(row.text(field).toLowerCase(Locale.ROOT));
      case LOOSE -> bytes(loose(row.text(field)));
    };
  }

  private static String number(String text) {
    try {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      return number.unscaledValue() + "e" + -number.scale();
    } catch (NumberFormatException e) {
      // NaN and the infinities are spelled in one way only.
      return text;
    }
  }

  /** What holds neither letter nor digit stays as it is. */
  private static String loose(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("[^\\p{L}\\p{N}]+", "")
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return folded.isEmpty() ? text : folded;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
