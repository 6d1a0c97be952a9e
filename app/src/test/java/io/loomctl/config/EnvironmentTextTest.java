package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Where;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EnvironmentTextTest {

  private static final Where HERE = new Where("c.yaml", 7, 3, "databases.dev.url");

  @Test
  void variablesAreFilledInAndDefaultsStandInForUnsetAndEmptyOnes() {
    assertThat(resolved("a${A}b${A:-x}${E:-e}${N:-n-:}${N:-}", Map.of("A", "1", "E", "")))
        .isEqualTo("a1b1en-:");
  }

  @Test
  void valuesAreNotLookedIntoAgain() {
    assertThat(resolved("${A}", Map.of("A", "${B}$1\\"))).isEqualTo("${B}$1\\");
  }

  @Test
  void otherDollarsAreText() {
    assertThat(resolved("$$ $A $ {A} a$", Map.of("A", "1"))).isEqualTo("$$ $A $ {A} a$");
  }

  @Test
  void everyUnsetVariableIsNamedOnceWithThePlace() {
    assertThatThrownBy(() -> resolved("${A}${B}${A}${C:-c}", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            c.yaml:7:3: databases.dev.url: environment variable "A" is not set
            c.yaml:7:3: databases.dev.url: environment variable "B" is not set""");
  }

  @Test
  void whatOnlyLooksLikeAVariableIsRefused() {
    for (String text :
        new String[] {"${", "${}", "${1}", "${A", "${A-x}", "${A:?x}", "${A:-${B}}"}) {
      assertThatThrownBy(() -> resolved("x" + text, Map.of("A", "1", "B", "2")))
          .as(text)
          .hasMessage(HERE + ": \"${\" begins no variable that can be read");
    }
  }

  @Test
  void aVariableSetToNothingLeavesNoUrl() {
    assertThatThrownBy(() -> resolved("${A}", Map.of("A", "")))
        .hasMessage(HERE + ": is empty once the environment is filled in");
  }

  @Property
  void textWithoutOpeningBraceStaysAsItIs(@ForAll String text) {
    String plain = "x" + text.replace("{", "");
    assertThat(resolved(plain, Map.of())).isEqualTo(plain);
  }

  @Property
  void anyValueComesThroughUnchangedAndIsNeverShown(@ForAll String value) {
    EnvironmentText text = new EnvironmentText("x${A}", HERE, Map.of("A", value));
    assertThat(text.resolve()).isEqualTo("x" + value);
    assertThat(text).hasToString("text at c.yaml:7:3: databases.dev.url");
  }

  private static String resolved(String text, Map<String, String> environment) {
    return new EnvironmentText(text, HERE, environment).resolve();
  }
}
