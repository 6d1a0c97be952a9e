package io.loomctl.importer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A type of column with a small stock of values, so that two databases filled at random share many.
 *
 * @param key whether columns of it can be unique and be referenced
 * @param same what is the same for two values that PostgreSQL calls equal
 * @param values as PostgreSQL reads them
 */
record AnyType(String sql, boolean key, UnaryOperator<String> same, List<String> values) {

  private static final Pattern TRAILING_BLANKS = Pattern.compile(" +$");

  /** Types of one's own, for all samples. */
  static final String PRELUDE =
      """
      CREATE SCHEMA types;
      CREATE EXTENSION IF NOT EXISTS citext SCHEMA types;
      CREATE TYPE types.mood AS ENUM ('sad', 'ok', 'Happy', 'a "b", c');
      CREATE TYPE types.pair AS (x integer, "Y" text);
      CREATE DOMAIN types.positive AS integer CHECK (VALUE > 0);
      CREATE DOMAIN types.word AS text CHECK (VALUE !~ '@');
      """;

  static final List<AnyType> INTEGERS =
      List.of(
          numbers("integer"), numbers("bigint"), numbers("smallint"), numbers("types.positive"));

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "A",
          "ä",
          "a ",
          "b",
          "zz",
          "ZZ",
          "é",
          "e\u0301",
          "\\N",
          "\\.",
          "\\",
          "\t",
          "tab\there",
          "line\nbreak",
          "\n",
          "cr\rlf\r\n",
          "quote's",
          "\"",
          "--x",
          ";",
          "$$",
          "/*",
          "NULL",
          "null",
          "{a,b}",
          "(1,2)",
          "\uD83D\uDE00",
          "\uFEFFbom",
          "\u0001",
          "0",
          "1",
          "10");

  static final AnyType BOOLEAN = of("boolean", true, List.of("t", "f"));

  private static final List<AnyType> KEYS =
      List.of(
          INTEGERS.get(0),
          INTEGERS.get(1),
          INTEGERS.get(2),
          INTEGERS.get(3),
          of("text", true, TEXTS),
          of("types.word", true, TEXTS),
          of("character varying(20)", true, TEXTS),
          new AnyType(
              "character(4)",
              true,
              value -> TRAILING_BLANKS.matcher(value).replaceAll(""),
              List.of("a", "a  ", "b", "B", "\\N", "", "  x", "abcd", "é", "\t")),
          new AnyType(
              "types.citext",
              true,
              value -> value.toLowerCase(Locale.ROOT),
              List.of("a", "A", "b", "Bb", "bB", "c", "", "x y", "X Y", "z\n")),
          new AnyType(
              "numeric",
              true,
              AnyType::number,
              List.of(
                  "0",
                  "0.0",
                  "1",
                  "1.0",
                  "1.10",
                  "1.1",
                  "-3.14159",
                  "100000000000000000000",
                  "7",
                  "NaN",
                  "Infinity",
                  "0.00000001",
                  "42")),
          new AnyType(
              "double precision",
              true,
              value -> value.equals("-0") ? "0" : value,
              List.of("0", "-0", "0.1", "1e-300", "3", "NaN", "Infinity", "-Infinity", "1e+20")),
          of("date", true, List.of("2024-02-29", "infinity", "0044-03-15 BC", "20000-01-01")),
          of(
              "timestamp with time zone",
              true,
              List.of(
                  "2024-03-31 01:59:59.999999+00",
                  "2024-03-31 02:00:00+00",
                  "-infinity",
                  "0044-03-15 12:00:00+00 BC",
                  "1999-12-31 23:59:59.5+00")),
          BOOLEAN,
          of("types.mood", true, List.of("sad", "ok", "Happy", "a \"b\", c")),
          of("bytea", true, List.of("\\x", "\\x00", "\\x5c2e0a", "\\xff", "\\x27", "\\x0d")),
          of(
              "uuid",
              true,
              IntStream.range(10, 40)
                  .mapToObj(i -> "00000000-0000-4000-8000-0000000000" + i)
                  .toList()),
          of("inet", true, List.of("10.0.0.1", "10.0.0.0/8", "::1", "192.168.1.5/24")),
          of("integer[]", true, List.of("{}", "{1}", "{1,NULL}", "{{1,2},{3,4}}", "[0:1]={7,8}")),
          of("text[]", true, List.of("{}", "{\"a b\",NULL,\"null\"}", "{\"\\\"\",\"\\\\\"}")),
          of("int4range", true, List.of("empty", "[1,5)", "(,)", "[3,)")));

  private static final List<AnyType> OTHERS =
      List.of(
          of("numeric(10,2)", false, List.of("0.00", "1.50", "-99999999.99", "NaN")),
          of("real", false, List.of("0", "-0", "1.1", "3.4028235e+38", "NaN")),
          of("json", false, List.of("{}", "{\"a\": 1, \"a\":  2}", "\"\\u00e9\"", "[1,\t2]")),
          of("jsonb", false, List.of("{}", "{\"a\": [1.10, null]}", "\"line\\n\"", "null")),
          of("point", false, List.of("(1,2)", "(-0,0.1)")),
          of("xml", false, List.of("<a/>", "<a b='c'>\n</a>")),
          of("interval", false, List.of("1 mon", "30 days", "-00:00:01.5", "1 year 2 mons 3 days")),
          of("time with time zone", false, List.of("24:00:00+00", "12:00:00.5-03:30")),
          of("timestamp without time zone", false, List.of("2024-10-27 02:30:00", "infinity")),
          of("bit varying(9)", false, List.of("", "101", "000000000")),
          of("money", false, List.of("1.50", "-7")),
          of("types.pair", false, List.of("(,)", "(1,)", "(2,\"a \"\"b\"\", \\\\n\")")),
          of("types.mood[]", false, List.of("{}", "{sad,\"a \\\"b\\\", c\"}")),
          of("int8multirange", false, List.of("{}", "{[1,3),[5,9)}")),
          of("tsvector", false, List.of("", "'a':1 'b c':2A")));

  private static AnyType of(String sql, boolean key, List<String> values) {
    return new AnyType(sql, key, UnaryOperator.identity(), values);
  }

  private static AnyType numbers(String sql) {
    return of(sql, true, IntStream.rangeClosed(1, 50).mapToObj(Integer::toString).toList());
  }

  private static String number(String value) {
    return value.equals("NaN") || value.equals("Infinity")
        ? value
        : new BigDecimal(value).stripTrailingZeros().toPlainString();
  }

  static AnyType anyKey(Random random) {
    List<AnyType> from = random.nextBoolean() ? INTEGERS : KEYS;
    return from.get(random.nextInt(from.size()));
  }

  /** A type for ids that no sequence makes; loomctl can make up some of them. */
  static AnyType anyId(Random random) {
    List<AnyType> ids =
        KEYS.stream().filter(type -> List.of("uuid", "text").contains(type.sql)).toList();
    return ids.get(random.nextInt(ids.size()));
  }

  static AnyType any(Random random) {
    List<AnyType> all = new ArrayList<>(KEYS);
    all.addAll(OTHERS);
    return all.get(random.nextInt(all.size()));
  }

  boolean isInteger() {
    return INTEGERS.contains(this);
  }

  /** Whether it is none of PostgreSQL's; virtual columns cannot have such types. */
  boolean isOwn() {
    return sql.startsWith("types.");
  }

  private static String any(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  String value(Random random) {
    return any(values, random);
  }

  /** A value that PostgreSQL calls equal, maybe in other words. */
  String alike(String value, Random random) {
    List<String> alike =
        values.stream().filter(other -> same.apply(other).equals(same.apply(value))).toList();
    return alike.isEmpty() ? value : any(alike, random);
  }
}
