package io.loomctl.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFieldsTest {

  private static RowFields row(String text) {
    byte[] content = ("before\n" + text + "\nafter").getBytes(StandardCharsets.UTF_8);
    RowFields row = new RowFields();
    row.set(content, 7, 7 + text.getBytes(StandardCharsets.UTF_8).length);
    return row;
  }

  @Test
  void fieldsAreSeparatedByTabs() {
    RowFields row = row("1\t\ttwo\t");
    assertThat(row.count()).isEqualTo(4);
    assertThat(row.text(0)).isEqualTo("1");
    assertThat(row.text(1)).isEmpty();
    assertThat(row.text(2)).isEqualTo("two");
    assertThat(row.text(3)).isEmpty();
  }

  @Test
  void nullIsNotTheTextThatLooksLikeIt() {
    RowFields row = row("\\N\t\\\\N\tN");
    assertThat(row.isNull(0)).isTrue();
    assertThat(row.isNull(1)).isFalse();
    assertThat(row.text(1)).isEqualTo("\\N");
    assertThat(row.isNull(2)).isFalse();
  }

  @Test
  void escapesAreUndone() {
    assertThat(row("a\\tb\\nc\\rd\\\\e\\bf\\fg\\v\\ö\\x").text(0))
        .isEqualTo("a\tb\nc\rd\\e\bf\fg\u000bö\\x".replace("\\x", "x"));
  }

  @Test
  void aRowOfManyFieldsFits() {
    RowFields row = row("7\t".repeat(1600) + "end");
    assertThat(row.count()).isEqualTo(1601);
    assertThat(row.text(1600)).isEqualTo("end");
  }

  @Property
  void everyIntegerIsRead(@ForAll long number) {
    assertThat(row("x\t" + number + "\ty").integer(1)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "1.0",
        "1e3",
        " 1",
        "+1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "18446744073709551617",
        "١"
      })
  void whatIsNoIntegerIsRefused(String text) {
    assertThatThrownBy(() -> row(text).integer(0)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void theEndsOfTheRangeAreIntegers() {
    assertThat(row("9223372036854775807").integer(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(row("-9223372036854775808").integer(0)).isEqualTo(Long.MIN_VALUE);
  }
}
