package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSyntaxTest {

  @Test
  void textThatIsNoYamlIsOneProblemInPlainWords(@TempDir Path folder) {
    List<String> texts =
        List.of(
            "a:\n\tb: 1\n",
            "a: b: c\n",
            "a: 1\n  b: 2\n",
            "a: [1, 2\nb: 3\n",
            "a: { b: 1\nc: 2\n",
            "a: { url: ${NAME} }\n",
            "a:\n  b: \"x\nc: 1\n",
            "a: @x\n",
            "a: 1\nb\n",
            "a:\n  - b\n c: d\n",
            "a: }\n",
            "a: \"\\q\"\n",
            "a: *\n",
            "a: *b\n",
            "a: &name 1\nb: *nam\n",
            "a: &a [*a]\n",
            "[a]: b\n",
            "*a : b\n",
            "a: - b\n",
            "a: |x\n",
            "a: !!str 42\n",
            "a: !foo {}\n",
            "%YAML 3.0\n---\na: b\n",
            "a: 1\n---\nb: 2\n",
            "a: " + "[".repeat(2000) + "\n",
            "a: \u0007\n",
            "- a\n- b\n",
            "just text\n",
            "");
    assertThat(
            texts.stream()
                .map(text -> shown(text) + "   " + ConfigTexts.problems(folder, text) + "\n")
                .collect(Collectors.joining()))
        .isEqualTo(ConfigTexts.resource("syntax.txt"));
  }

  private static String shown(String text) {
    return text.replace("\n", "⏎")
        .replace("\t", "⇥")
        .replace("\u0007", "␇")
        .replaceAll("\\[{9,}", "[[…");
  }

  @Test
  void theSameConfigWithByteOrderMarkAndCarriageReturnsIsRead(@TempDir Path folder) {
    String windows = "\uFEFF" + ConfigTexts.MINIMAL.replace("\n", "\r\n");
    assertThat(ConfigTexts.problems(folder, windows)).isEqualTo("fine");
  }

  @Test
  void placesAreTheSameWithByteOrderMarkAndCarriageReturns(@TempDir Path folder) {
    String windows = "\uFEFFversion: 2\r\n";
    assertThat(ConfigTexts.problems(folder, windows))
        .isEqualTo("1:10: version: this loomctl reads version 1, not 2");
  }

  @Test
  void bytesThatAreNotUtf8AreNamedAsSuchWithTheirPlace(@TempDir Path folder) {
    byte[] latin1 = "version: 1\n# ü\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(ConfigTexts.problems(folder, latin1))
        .isEqualTo("2:3: is not UTF-8 text from here on (save the file as UTF-8)");
    byte[] cutOff = {'a', (byte) 0xC3};
    assertThat(ConfigTexts.problems(folder, cutOff))
        .isEqualTo("1:2: is not UTF-8 text from here on (save the file as UTF-8)");
  }

  @Test
  void aFileThatIsMuchTooLargeIsRefused(@TempDir Path folder) {
    assertThat(ConfigTexts.problems(folder, "# " + "x".repeat(2_000_000)))
        .endsWith("is larger than 1 MB, too large for a config");
  }

  @Test
  void aliasesThatMultiplyAreRefusedBeforeTheyAreFollowed(@TempDir Path folder) {
    String bomb =
        """
        a: &a [x, x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
        """;
    assertThat(ConfigTexts.problems(folder, bomb))
        .isEqualTo("6:4: holds more than 250,000 values, aliases followed");
  }

  @Test
  void aKeyOfAnyCharactersIsShownOnOneLine(@TempDir Path folder) {
    assertThat(ConfigTexts.problems(folder, ConfigTexts.MINIMAL + "\"a\\nb\\e[31m\": 1\n"))
        .isEqualTo(
            "3:1: \"a\\nb\\u001B[31m\": unknown key \"a\\nb\\u001B[31m\" (known here: version,"
                + " snapshots, databases, schemas, salt, tables, groups, scenarios, rules)");
  }
}
