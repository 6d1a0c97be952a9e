package io.loomctl.format;

/**
 * What the values of a column are in JSON. It follows from the column's type: whoever reads the
 * document finds the type in its metadata.
 */
enum ValueForm {
  /** A number where every reader of JSON keeps it: up to 2^53 either way. Else a string. */
  INTEGER,
  /** A number as the server prints it. What JSON has no number for, such as NaN, is a string. */
  FLOAT,
  /** True or false. */
  BOOLEAN,
  /** A string in base64. */
  BYTES,
  /** JSON itself, see {@link JsonbText}. */
  JSONB,
  /** A string. */
  TEXT;

  private static final long LARGEST = 1L << 53;

  /** As many digits can be neither too large nor more than a long holds. */
  private static final int DIGITS = 16;

  /**
   * What a type's values are.
   *
   * @param type as PostgreSQL's {@code format_type} prints it: a user's own type has its schema
   */
  static ValueForm of(String type) {
    return switch (type) {
      case "smallint", "integer", "bigint" -> INTEGER;
      case "real", "double precision" -> FLOAT;
      case "boolean" -> BOOLEAN;
      case "bytea" -> BYTES;
      case "jsonb" -> JSONB;
      default -> TEXT;
    };
  }

  /** Whether a value of an integer or float column is a number in JSON. */
  boolean isNumber(byte[] value, int from, int to) {
    return switch (this) {
      case INTEGER -> isInteger(value, from, to);
      case FLOAT -> isNumeral(value, from, to);
      case BOOLEAN, BYTES, JSONB, TEXT -> false;
    };
  }

  private static boolean isInteger(byte[] value, int from, int to) {
    int start = from < to && value[from] == '-' ? from + 1 : from;
    int length = to - start;
    if (length == 0 || length > DIGITS || (value[start] == '0' && to - from > 1)) {
      return false;
    }
    long number = 0;
    for (int at = start; at < to; at++) {
      if (!isDigit(value[at])) {
        return false;
      }
      number = 10 * number + value[at] - '0';
    }
    return number <= LARGEST;
  }

  /** Whether this is a number by the grammar of RFC 8259. */
  static boolean isNumeral(byte[] value, int from, int to) {
    int start = from < to && value[from] == '-' ? from + 1 : from;
    int at = digits(value, start, to);
    boolean sound = at > start && (value[start] != '0' || at == start + 1);
    if (at < to && value[at] == '.') {
      int fraction = at + 1;
      at = digits(value, fraction, to);
      sound &= at > fraction;
    }
    if (at < to && (value[at] == 'e' || value[at] == 'E')) {
      int exponent = at + 1;
      exponent += exponent < to && (value[exponent] == '+' || value[exponent] == '-') ? 1 : 0;
      at = digits(value, exponent, to);
      sound &= at > exponent;
    }
    return sound && at == to;
  }

  private static int digits(byte[] value, int from, int to) {
    int at = from;
    while (at < to && isDigit(value[at])) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte one) {
    return one >= '0' && one <= '9';
  }
}
