package io.loomctl.masking;

import io.loomctl.config.ColumnMask;
import io.loomctl.config.Located;
import io.loomctl.sql.Sql;

/**
 * The expressions that make masked values of clear ones. They run on the server, many times for
 * each row, so they are made of its fastest functions; why these are enough is told in decision
 * 018. Names are qualified, since the operator's search path may be in place; qualified operators
 * all bind alike, so each stands in parentheses.
 */
final class MaskSql {

  /** A word has 64 bits. */
  static final int WORD_DIGITS = 16;

  /** Reserved for examples (RFC 2606): no mail that is sent there arrives. */
  static final String EMAIL_DOMAIN = "@example.com";

  /** Fewer characters before the {@code @} make no address worth its name. */
  private static final int EMAIL_LEAST = 4;

  /** Country code 999 is not assigned (ITU-T E.164). */
  private static final String PHONE_PREFIX = "+999";

  private static final int PHONE_DIGITS = 9;
  private static final int PHONE_MOST = 17;

  /** The length of a telephone number with so many digits that two are hardly ever equal. */
  static final int DISTINCT_PHONE = PHONE_PREFIX.length() + PHONE_MOST;

  /** As many as any word has. */
  static final int NUMBER_DIGITS = 18;

  private static final Sql HEX = Sql.of("pg_catalog.to_hex");
  private static final Sql BYTES = Sql.of("pg_catalog.\"C\"");

  /** The variant of RFC 4122, and nothing else. */
  private static final Sql UUID_END = Sql.of("'8000000000000000'");

  private static final Sql FIRST_BIT = Sql.of("(-9223372036854775808)");

  private MaskSql() {}

  /** Whether values of the type can be masked that way at all. */
  static boolean fits(ColumnMask.Kind kind, MaskedType type) {
    return switch (kind) {
      case EMAIL -> type.family().isText() && type.length() >= EMAIL_DOMAIN.length() + EMAIL_LEAST;
      case PHONE -> type.family().isText() && type.length() >= PHONE_PREFIX.length() + PHONE_DIGITS;
      case NAME -> type.family().isText();
      case HASH -> type.family() != MaskedType.Family.OTHER && type.length() > 0;
      case NULL, SQL -> true;
    };
  }

  /**
   * The masked value, of the column's own type; NULL stays NULL.
   *
   * @param value the clear value
   */
  static Sql of(Mask mask, Sql value) {
    Sql masked =
        switch (mask.kind()) {
          case EMAIL -> email(mask, value);
          case PHONE -> phone(mask, value);
          case NAME -> name(mask, value);
          case HASH -> hash(mask, value);
          case NULL -> Sql.of("NULL");
          case SQL ->
              Sql.of("({}\n)", Sql.trusted(mask.written().sql().map(Located::value).orElseThrow()));
        };
    return isOfItsType(mask)
        ? masked
        : Sql.of("({})::{}", masked, Sql.trusted(mask.column().type()));
  }

  /** Whether a cast would change nothing: of text that is short enough. */
  private static boolean isOfItsType(Mask mask) {
    String type = mask.column().type();
    if (!type.equals("text") && !type.startsWith("character varying")) {
      return false;
    }
    return switch (mask.kind()) {
      case EMAIL, PHONE -> true;
      case NAME -> !mask.distinct() && names(mask).longest() <= mask.type().length();
      case HASH -> WORD_DIGITS <= mask.type().length();
      case NULL, SQL -> false;
    };
  }

  private static Sql email(Mask mask, Sql value) {
    Sql word = Sql.of("{}({})", HEX, word(mask, MaskKeys.Purpose.EMAIL, value));
    int room = mask.type().length() - EMAIL_DOMAIN.length();
    return Sql.of(
        "{} OPERATOR(pg_catalog.||) {}",
        room >= WORD_DIGITS ? word : Sql.of("pg_catalog.left({}, {})", word, Sql.number(room)),
        Sql.literal(EMAIL_DOMAIN));
  }

  private static Sql phone(Mask mask, Sql value) {
    int room = Math.min(PHONE_MOST, mask.type().length() - PHONE_PREFIX.length());
    long least = tenTo((mask.distinct() ? room : PHONE_DIGITS) - 1);
    // A remainder has the sign of the word: up to four more or less than five keeps all the digits.
    return Sql.of(
        "{} OPERATOR(pg_catalog.||) ({} OPERATOR(pg_catalog.+) ({} OPERATOR(pg_catalog.%)"
            + " {}))::pg_catalog.text",
        Sql.literal(PHONE_PREFIX),
        Sql.number(5 * least),
        word(mask, MaskKeys.Purpose.PHONE, value),
        Sql.number(4 * least));
  }

  private static long tenTo(int power) {
    long number = 1;
    for (int i = 0; i < power; i++) {
      number *= 10;
    }
    return number;
  }

  private static Sql name(Mask mask, Sql value) {
    Sql word = word(mask, MaskKeys.Purpose.NAME, value);
    InventedNames names = names(mask);
    if (!mask.distinct()) {
      return names.sql(word);
    }
    Sql distinct = Sql.of("{}({})", HEX, word);
    return names.longest() + 1 + WORD_DIGITS <= mask.type().length()
        ? Sql.of(
            "{} OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) {}", names.sql(word), distinct)
        : distinct;
  }

  private static InventedNames names(Mask mask) {
    return InventedNames.forColumn(mask.written().column().value());
  }

  private static Sql hash(Mask mask, Sql value) {
    return switch (mask.type().family()) {
      case TEXT, CASELESS_TEXT -> Sql.of("{}({})", HEX, word(mask, MaskKeys.Purpose.HASH, value));
      case UUID ->
          Sql.of(
              "{} OPERATOR(pg_catalog.||) {}",
              sixteen(word(mask, MaskKeys.Purpose.HASH, value)),
              UUID_END);
      case BYTEA ->
          Sql.of("pg_catalog.decode({}, 'hex')", sixteen(word(mask, MaskKeys.Purpose.HASH, value)));
      case NUMERIC ->
          Sql.of(
              "({} OPERATOR(pg_catalog.%) {})",
              bits(word(mask, MaskKeys.Purpose.HASH, value), Long.MAX_VALUE),
              Sql.number(tenTo(Math.min(NUMBER_DIGITS, mask.type().length()))));
      case SMALLINT -> new Permutation(value, 15).sql();
      case INTEGER -> new Permutation(value, 31).sql();
      case BIGINT -> new Permutation(value, 63).sql();
      case OTHER -> throw new IllegalArgumentException("no mask for " + mask.column().type());
    };
  }

  /** Always as many digits: the first bit is set. */
  private static Sql sixteen(Sql word) {
    return Sql.of("{}({} OPERATOR(pg_catalog.|) {})", HEX, word, FIRST_BIT);
  }

  /** 64 bits that nobody can tell without the keys, and that say nothing of the value. */
  private static Sql word(Mask mask, MaskKeys.Purpose purpose, Sql value) {
    return Sql.of(
        "({} OPERATOR(pg_catalog.#) {})",
        hashed(mask, value, hashed(mask, value, purpose.key(0))),
        hashed(mask, value, purpose.key(1)));
  }

  /**
   * Text is compared by its bytes, so that the collation has no say; what blanks end a {@code char}
   * does not count. All of these hash bytes in the same way.
   */
  private static Sql hashed(Mask mask, Sql value, Sql key) {
    boolean padded = mask.column().base().startsWith("character(");
    return switch (mask.type().family()) {
      case UUID -> Sql.of("pg_catalog.uuid_hash_extended({}, {})", value, key);
      case BYTEA ->
          hashedText(Sql.of("pg_catalog.encode({}, 'hex') COLLATE {}", value, BYTES), key);
      case CASELESS_TEXT ->
          hashedText(Sql.of("pg_catalog.lower({}::pg_catalog.text) COLLATE {}", value, BYTES), key);
      default ->
          padded
              ? Sql.of(
                  "pg_catalog.hashbpcharextended({}::pg_catalog.bpchar COLLATE {}, {})",
                  value,
                  BYTES,
                  key)
              : hashedText(Sql.of("{}::pg_catalog.text COLLATE {}", value, BYTES), key);
    };
  }

  private static Sql hashedText(Sql text, Sql key) {
    return Sql.of("pg_catalog.hashtextextended({}, {})", text, key);
  }

  static Sql bits(Sql word, long mask) {
    return Sql.of("({} OPERATOR(pg_catalog.&) {})", word, Sql.number(mask));
  }
}
