package io.loomctl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DisplayNameTest {

  @Property
  void whatIsWrittenReadsBack(@ForAll("paths") List<String> path) {
    String written = path.stream().map(DisplayName::of).collect(Collectors.joining("."));
    assertThat(DisplayName.parse(written)).contains(path);
  }

  @Property
  void twoTablesAreNeverWrittenAlike(
      @ForAll("tables") TableName one, @ForAll("tables") TableName other) {
    assertThat(one.toString().equals(other.toString())).isEqualTo(one.equals(other));
  }

  @Property
  void whatCanBeReadReadsTheSameOnceItIsWrittenAnew(@ForAll("names") String text) {
    DisplayName.parse(text)
        .ifPresent(
            parts ->
                assertThat(
                        DisplayName.parse(
                            parts.stream().map(DisplayName::of).collect(Collectors.joining("."))))
                    .contains(parts));
  }

  @Test
  void plainLowerCaseWordsStandBareAndOthersInQuotes() {
    assertThat(
            List.of("users", "_x$1", "Users", "1st", "a b", "a.b", "a\"b", "straße", "$a", "a\n"))
        .extracting(DisplayName::of)
        .containsExactly(
            "users",
            "_x$1",
            "\"Users\"",
            "\"1st\"",
            "\"a b\"",
            "\"a.b\"",
            "\"a\"\"b\"",
            "\"straße\"",
            "\"$a\"",
            "\"a\n\"");
    assertThat(new TableName("public", "My \"Table\"")).hasToString("public.\"My \"\"Table\"\"\"");
    assertThat(new ColumnName("Größe")).hasToString("\"Größe\"");
  }

  @Test
  void barePartsKeepTheirCaseAndSpaces() {
    assertThat(DisplayName.parse("Sales.My Table")).contains(List.of("Sales", "My Table"));
    assertThat(DisplayName.parse("chat_*")).contains(List.of("chat_*"));
    assertThat(DisplayName.parse("\"a.b\".c.\"\"\"\"")).contains(List.of("a.b", "c", "\""));
  }

  @Test
  void whatIsNoNameIsNotRead() {
    for (String text :
        List.of(
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "\"",
            "\"\"",
            "\"a",
            "\"a\"\"",
            "\"a\"b",
            "a\"b",
            "a\"",
            "\"a\".",
            "\"a\" .b",
            "a.\"b",
            "a. \"b\"")) {
      assertThat(DisplayName.parse(text)).as(text).isEmpty();
    }
  }

  @Provide
  Arbitrary<List<String>> paths() {
    return AnyName.names().list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<TableName> tables() {
    return AnyName.tables();
  }

  @Provide
  Arbitrary<String> names() {
    return AnyName.names();
  }
}
