package io.loomctl.masking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table with random columns that are masked, and one that references it by one of them; all of it
 * follows from a seed.
 */
final class MaskedTable {

  /** Who belongs to whom. */
  static final String PAIRS =
      "SELECT c.id, p.id FROM child c JOIN person p ON p.link = c.link ORDER BY 1, 2";

  private static final int ROWS = 40;
  private static final int LEAST_SHOWN = 4;

  /** The most characters that fit each of the types. */
  private static final int SHORTEST = 21;

  private static final List<String> PIECES =
      List.of(
          "Ada", "Øre", "o'Hara", "\\n", "\t", "\"q\"", "x y", "Zürich", "§", "<b>", ";--", "日本");

  private static final List<String> TEXTS =
      List.of(
          "text",
          "varchar",
          "varchar(60)",
          "varchar(30)",
          "varchar(21)",
          "char(28)",
          "tag",
          "pg_catalog.name");

  private static final List<String> OTHERS =
      List.of("uuid", "bytea", "int", "bigint", "numeric", "numeric(22,3)");

  /** A column, and what its rows hold. */
  record Random(String name, String type, boolean unique, String constraints, String mask) {}

  private final long seed;
  private final java.util.Random random;
  private final List<Random> columns = new ArrayList<>();
  private final Set<String> clear = new TreeSet<>();

  MaskedTable(long seed) {
    this.seed = seed;
    this.random = new java.util.Random(seed);
    String link =
        random.nextBoolean()
            ? pick(List.of("text", "varchar(60)", "char(28)"))
            : pick(List.of("uuid", "int", "bigint"));
    columns.add(new Random("link", link, true, " UNIQUE NOT NULL", "hash"));
    int number = 6 + random.nextInt(6);
    for (int i = 0; i < number; i++) {
      columns.add(column("c" + i));
    }
  }

  private Random column(String name) {
    boolean isText = random.nextInt(3) > 0;
    String type = pick(isText ? TEXTS : OTHERS);
    boolean notNull = random.nextInt(3) == 0;
    List<String> masks = new ArrayList<>(List.of("hash"));
    if (isText) {
      masks.addAll(
          List.of("email", "phone", "name", "{ sql: \"md5(person.%s)\" }".formatted(name)));
    }
    boolean unique = random.nextInt(3) == 0;
    if (!notNull) {
      masks.add("null");
    }
    String mask = pick(masks);
    if (unique
        && (mask.equals("email") || mask.startsWith("{"))
        && List.of("varchar(30)", "varchar(21)").contains(type)) {
      type = "varchar(60)";
    }
    String check = random.nextInt(3) > 0 ? "" : " CHECK (" + check(name, isText, type, mask) + ")";
    return new Random(
        name, type, unique, (unique ? " UNIQUE" : "") + (notNull ? " NOT NULL" : "") + check, mask);
  }

  private String check(String name, boolean isText, String type, String mask) {
    if (mask.equals("email")) {
      return "%s ~ '^[^@]+@[^@]+[.][a-z]+ *$'".formatted(name);
    } else if (isText) {
      return pick(List.of("length(%s) > 2", "%s <> ''")).formatted(name);
    }
    return switch (type) {
      case "int", "bigint" -> name + " > 0";
      case "numeric", "numeric(22,3)" -> name + " >= 0";
      case "uuid" -> name + " <> '00000000-0000-0000-0000-000000000000'";
      default -> "length(" + name + ") > 0";
    };
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  List<Random> columns() {
    return columns;
  }

  /** Masked values of more than three characters, also as COPY writes them. */
  Set<String> clearValues() {
    return clear;
  }

  String schema() {
    String written =
        columns.stream()
            .map(column -> "  " + column.name + " " + column.type + column.constraints)
            .collect(Collectors.joining(",\n"));
    return """
        CREATE DOMAIN tag AS varchar(40) CHECK (length(VALUE) > 1);
        CREATE TABLE person (id int PRIMARY KEY,
        %s);
        CREATE TABLE child (id int PRIMARY KEY, link %s REFERENCES person (link));
        """
        .formatted(written, columns.get(0).type);
  }

  String yaml() {
    return columns.stream()
        .map(column -> "      " + column.name + ": " + column.mask + "\n")
        .collect(
            Collectors.joining(
                "", "tables:\n  person:\n    safe: [id]\n    mask:\n", "scenarios: { all: {} }\n"));
  }

  String rows() {
    List<List<String>> values = new ArrayList<>();
    for (Random column : columns) {
      values.add(values(column));
    }
    StringBuilder sql = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      List<String> fields = new ArrayList<>(List.of(String.valueOf(row)));
      for (List<String> column : values) {
        fields.add(column.get(row));
      }
      sql.append("INSERT INTO person VALUES (").append(String.join(", ", fields)).append(");\n");
    }
    for (int row = 0; row < ROWS; row++) {
      String link = random.nextInt(5) == 0 ? "NULL" : values.get(0).get(random.nextInt(ROWS));
      sql.append("INSERT INTO child VALUES (").append(row).append(", ").append(link).append(");\n");
    }
    return sql.toString();
  }

  private List<String> values(Random column) {
    Set<String> used = new HashSet<>();
    List<String> values = new ArrayList<>();
    while (values.size() < ROWS) {
      boolean again = !column.unique && !values.isEmpty() && random.nextInt(3) == 0;
      String value = again ? pick(values) : value(column);
      if (!column.constraints.contains("NOT NULL") && random.nextInt(6) == 0) {
        values.add("NULL");
      } else if (again || used.add(value)) {
        values.add(value);
      }
    }
    return values;
  }

  private String value(Random column) {
    return switch (column.type) {
      case "uuid" -> shown(new java.util.UUID(random.nextLong(), random.nextLong()).toString());
      case "bytea" -> "'\\x" + bare(Long.toHexString(random.nextLong() | 1L << 62)) + "'";
      case "int" -> bare(String.valueOf(1_000_000_000 + random.nextInt(1_000_000_000)));
      case "bigint" -> bare(String.valueOf(1_000_000_000_000L + random.nextInt(1_000_000_000)));
      case "numeric", "numeric(22,3)" ->
          bare(String.valueOf(2_000_000_000_000L + random.nextInt(1_000_000_000)));
      default -> shown(text(column));
    };
  }

  private String bare(String number) {
    clear.add(number);
    return number;
  }

  private String shown(String text) {
    if (text.codePointCount(0, text.length()) >= LEAST_SHOWN) {
      clear.add(text);
      clear.add(text.replace("\\", "\\\\").replace("\t", "\\t"));
    }
    return "'" + text.replace("'", "''") + "'";
  }

  private String text(Random column) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(2);
    for (int i = 0; i < pieces; i++) {
      text.append(pick(PIECES));
    }
    String end = Integer.toString(10_000 + random.nextInt(1_000_000), 36) + 'k';
    String whole = column.mask.equals("email") ? end + "@a.test" : end;
    int room = Math.min(text.length(), SHORTEST - whole.length());
    return text.substring(0, room) + whole;
  }

  @Override
  public String toString() {
    return "seed " + seed + "\n" + schema() + yaml();
  }
}
