package io.loomctl.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.graph.AnyName;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SqlTest {

  @Test
  void eachHoleIsFilledByTheNextArgument() {
    assertThat(Sql.of("SELECT {} FROM {} WHERE x = {}", Sql.name("a"), Sql.name("s", "t"), one()))
        .hasToString("SELECT \"a\" FROM \"s\".\"t\" WHERE x = 1");
    assertThat(Sql.of("{}{}", one(), one())).hasToString("11");
    assertThat(Sql.of("SELECT '{'")).hasToString("SELECT '{'");
  }

  @Test
  void holesInArgumentsAreText() {
    assertThat(Sql.of("{} = {}", Sql.name("{}"), Sql.literal("{} {}")))
        .hasToString("\"{}\" = '{} {}'");
  }

  @Test
  void holesAndArgumentsMustMatch() {
    assertThatThrownBy(() -> Sql.of("a {} b", one(), one()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("more arguments than holes in: a {} b");
    assertThatThrownBy(() -> Sql.of("a {} b {}", one()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fewer arguments than holes in: a {} b {}");
    assertThatThrownBy(() -> Sql.of("none", one()))
        .hasMessage("more arguments than holes in: none");
  }

  @Test
  void namesAreAlwaysQuotedPartByPart() {
    assertThat(Sql.name("order")).hasToString("\"order\"");
    assertThat(Sql.name("My \"Schema\"", "a.b")).hasToString("\"My \"\"Schema\"\"\".\"a.b\"");
    assertThat(Sql.name("a\\\n--")).hasToString("\"a\\\n--\"");
  }

  @Test
  void literalsReadTheSameWhateverStandardConformingStringsIs() {
    assertThat(Sql.literal("")).hasToString("''");
    assertThat(Sql.literal("it's")).hasToString("'it''s'");
    assertThat(Sql.literal("a\\b'c")).hasToString("E'a\\\\b''c'");
    assertThat(Sql.literal("\\'; DROP TABLE x; --")).hasToString("E'\\\\''; DROP TABLE x; --'");
  }

  @Test
  void literalsAndNamesCannotHoldWhatPostgresCannotStore() {
    for (String value : List.of("\0", "a\0", "\0a", "a\\\0'")) {
      assertThatThrownBy(() -> Sql.literal(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a PostgreSQL string cannot hold U+0000");
      assertThatThrownBy(() -> Sql.name("s", value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a PostgreSQL name cannot hold U+0000");
    }
  }

  @Test
  void numbersAndListsOfPieces() {
    assertThat(Sql.number(Long.MIN_VALUE)).hasToString("-9223372036854775808");
    assertThat(Sql.join(", ", List.of(Sql.name("a"), one(), Sql.EMPTY))).hasToString("\"a\", 1, ");
    assertThat(Sql.join(", ", List.of())).isEqualTo(Sql.EMPTY);
    assertThat(Stream.of(one(), Sql.trusted("now()")).collect(Sql.joining(" + ")))
        .hasToString("1 + now()");
  }

  @Test
  void aStatementThatIsNotThereIsABug() {
    assertThatThrownBy(() -> Sql.resource(SqlTest.class, "missing.sql"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no resource missing.sql beside io.loomctl.sql.SqlTest");
  }

  @Property
  void aQuotedNameEndsAtItsLastQuoteAndMeansTheName(@ForAll("names") String name) {
    assertThat(inside(Sql.name(name).text(), 0, '"', false)).isEqualTo(name);
  }

  @Property
  void aPathOfNamesIsItsPartsJoinedByDots(
      @ForAll("names") String schema, @ForAll("names") String table) {
    assertThat(Sql.name(schema, table).text())
        .isEqualTo(Sql.name(schema).text() + "." + Sql.name(table).text());
  }

  @Property
  void aLiteralEndsAtItsLastQuoteAndMeansTheValue(@ForAll("texts") String value) {
    String text = Sql.literal(value).text();
    boolean escapes = text.startsWith("E");
    assertThat(inside(text, escapes ? 1 : 0, '\'', escapes)).isEqualTo(value);
    assertThat(escapes).isEqualTo(value.contains("\\"));
  }

  /** Reads a quoted piece as the server's scanner does; it must end where the text ends. */
  private static String inside(String text, int start, char quote, boolean escapes) {
    StringBuilder meant = new StringBuilder();
    assertThat(text.charAt(start)).isEqualTo(quote);
    int at = start + 1;
    while (text.charAt(at) != quote || at + 1 < text.length()) {
      boolean doubled = text.charAt(at) == quote || (escapes && text.charAt(at) == '\\');
      if (doubled) {
        assertThat(text.charAt(at + 1))
            .as("what follows position " + at)
            .isEqualTo(text.charAt(at));
      }
      meant.append(text.charAt(at));
      at += doubled ? 2 : 1;
    }
    return meant.toString();
  }

  private static Sql one() {
    return Sql.number(1);
  }

  @Provide
  Arbitrary<String> names() {
    return AnyName.names();
  }

  @Provide
  Arbitrary<String> texts() {
    return AnyName.texts();
  }
}
