package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.comparison.Value;
import org.junit.jupiter.api.Test;

class TerminalTextTest {

  @Test
  void whatWouldNotBeSeenIsAnEscape() {
    assertThat(TerminalText.of("a\u001b[1m\n\r\t\u007f\u009b\u202e\u200d\u00a0\u2028 é日🌕"))
        .isEqualTo("a\\u001b[1m\\n\\r\\t\\u007f\\u009b\\u202e\\u200d\\u00a0\\u2028 é日🌕");
    assertThat(TerminalText.of("\ud83c")).isEqualTo("\\ud83c");
    assertThat(TerminalText.of(Character.toString(0xe0001))).isEqualTo("\\U000e0001");
    assertThat(TerminalText.ofLines("one\n\u001btwo")).isEqualTo("one\n\\u001btwo");
  }

  @Test
  void charactersOfEastAsiaAreTwoColumnsWide() {
    assertThat(TerminalText.width("abc é")).isEqualTo(5);
    assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
    assertThat(TerminalText.width("日本語のチーム한글ＡＢ、🌸")).isEqualTo(26);
    assertThat(TerminalText.width("ｱｲｳ→…“”–ключ")).isEqualTo(12);
  }

  @Test
  void longValuesShowWhereTheyDiffer() {
    String start = "The quick brown fox jumps over the lazy ";
    ValueText.Pair pair = ValueText.of(text(start + "dog"), text(start + "cat, \"twice\""), 40);
    assertThat(pair.from()).isEqualTo("\"…he lazy dog\"");
    assertThat(pair.to()).isEqualTo("\"…he lazy cat, \\\"t…\"");
    assertThat(TerminalText.width(pair.from() + pair.to())).isLessThanOrEqualTo(40);
  }

  @Test
  void valuesThatDifferNeverLookTheSame() {
    assertThat(ValueText.of(text("a\nb"))).isNotEqualTo(ValueText.of(text("a\\nb")));
    assertThat(ValueText.of(text("(null)"))).isNotEqualTo(ValueText.of(Value.NULL));
    assertThat(ValueText.of(text("a b"))).isNotEqualTo(ValueText.of(text("a\u00a0b")));
    assertThat(ValueText.of(text(""))).isEqualTo("\"\"").isNotEqualTo(ValueText.of(text("\"\"")));
  }

  @Test
  void aValueIsCutBetweenCharacters() {
    assertThat(ValueText.of(text("日本語のチーム"), 9)).isEqualTo("\"日本語…\"");
    assertThat(ValueText.of(text("ab\u001b\u001b"), 10)).isEqualTo("\"ab…\"");
    assertThat(ValueText.of(text("abcdefgh"), 10)).isEqualTo("\"abcdefgh\"");
    assertThat(ValueText.of(text("abcdefghi"), 10)).isEqualTo("\"abcdefg…\"");
  }

  private static Value text(String text) {
    return new Value.Plain(text, "text");
  }
}
