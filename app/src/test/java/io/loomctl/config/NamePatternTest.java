package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.failure.Where;
import io.loomctl.graph.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NamePatternTest {

  private static final List<String> SCHEMAS = List.of("public", "shop");

  @Test
  void aPatternWithoutSchemaStaysInTheConfiguredSchemas() {
    assertThat(matches("chat_*", "public", "chat_logs")).isTrue();
    assertThat(matches("chat_*", "shop", "chat_")).isTrue();
    assertThat(matches("chat_*", "other", "chat_logs")).isFalse();
    assertThat(matches("*", "other", "chat_logs")).isFalse();
  }

  @Test
  void aPatternWithSchemaGoesWhereItSays() {
    assertThat(matches("other.*", "other", "chat_logs")).isTrue();
    assertThat(matches("*.logs", "other", "logs")).isTrue();
    assertThat(matches("ot*.logs", "shop", "logs")).isFalse();
  }

  @Test
  void aNameWithoutStarIsExactAndItsCaseCounts() {
    assertThat(pattern("Todos").isExact()).isTrue();
    assertThat(pattern("to*").isExact()).isFalse();
    assertThat(matches("Todos", "public", "todos")).isFalse();
    assertThat(matches("\"a.b\"", "public", "a.b")).isTrue();
  }

  @Test
  void whatIsNoNameIsNoPattern() {
    assertThat(NamePattern.parse("a.b.c", Where.NOWHERE)).isEmpty();
    assertThat(NamePattern.parse("", Where.NOWHERE)).isEmpty();
    assertThat(NamePattern.parse("a.", Where.NOWHERE)).isEmpty();
    assertThat(NamePattern.parse("\"a", Where.NOWHERE)).isEmpty();
  }

  @Property
  void aPatternMatchesAsTheRegularExpressionWould(
      @ForAll("patterns") String pattern, @ForAll("names") String name) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    assertThat(matches(pattern, "public", name)).isEqualTo(name.matches(regex));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab*").ofMinLength(1).ofMaxLength(7);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(9);
  }

  private static NamePattern pattern(String text) {
    return new NamePattern(text, Where.NOWHERE);
  }

  private static boolean matches(String pattern, String schema, String table) {
    return pattern(pattern).matches(new TableName(schema, table), SCHEMAS);
  }
}
