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
  /** Of {@code character(n)} trailing spaces do not count. */
  PADDED,
  /** Of {@code citext} upper and lower case do not count. */
  CASELESS,
  /** Everything else, as it prints. */
  TEXT,
  /**
   * Text as the most generous collation would compare it: without case, accents and trailing
   * spaces. A snapshot does not tell collations.
   */
  LOOSE;

  private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
  private static final Set<String> NUMBERS = Set.of("numeric", "real", "double precision");
  private static final Set<String> TEXTS =
      Set.of("text", "character varying", "character", "name", "citext");

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
    } else if (a.equals("citext") || b.equals("citext")) {
      return CASELESS;
    } else if (a.equals("character") || b.equals("character")) {
      return PADDED;
    }
    return TEXT;
  }

  /** Whether values of the two types that print differently are different. */
  static boolean isCertain(String child, String parent) {
    String a = base(child);
    String b = base(parent);
    return a.equals(b) || (isNumber(a) && isNumber(b)) || (TEXTS.contains(a) && TEXTS.contains(b));
  }

  private static boolean isNumber(String type) {
    return INTEGERS.contains(type) || NUMBERS.contains(type);
  }

  /** Without {@code (10,2)}, and of an extension's type without its schema. */
  private static String base(String type) {
    String base = type.replaceAll("\\([^)]*\\)", "");
    return base.endsWith(".citext") ? "citext" : base;
  }

  /** Whether another spelling may still be equal. */
  boolean maySpellDifferently() {
    return this != INTEGER && this != NUMBER;
  }

  byte[] canonical(RowFields row, int field) {
    return switch (this) {
      case INTEGER, TEXT -> row.value(field);
      case NUMBER -> bytes(number(row.text(field)));
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

  private static String loose(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .stripTrailing();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
