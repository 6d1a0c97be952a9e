package io.loomctl.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScenarioNameTest {

  @Test
  void ordinaryNamesAreTaken() {
    for (String name :
        List.of("general", "one-project", "v2.1_B", "0", "a", "a..b", "x-", "y_", "metadata2")) {
      assertThat(new ScenarioName(name)).hasToString(name);
    }
  }

  @Test
  void namesThatWouldLeaveTheFolderOrMeanSomethingElseAreRefused() {
    for (String name :
        List.of(
            "",
            ".",
            "..",
            "../../etc",
            "a/b",
            "/a",
            "a\\b",
            "C:",
            "a:b",
            "~",
            "-x",
            "_x",
            ".x",
            "a.",
            "a..",
            "a b",
            " a",
            "a ",
            "a\n",
            "\na",
            "a\0",
            "é",
            "日",
            "a\u0301",
            "*",
            "a?",
            "a\"",
            "a'",
            "$x",
            "%s",
            "metadata",
            "Metadata",
            "METADATA")) {
      assertThat(ScenarioName.isValid(name)).as(name).isFalse();
    }
  }

  @Test
  void a64thCharacterIsTakenAndA65thIsNot() {
    assertThat(ScenarioName.isValid("a".repeat(64))).isTrue();
    assertThat(ScenarioName.isValid("a".repeat(65))).isFalse();
  }

  @Test
  void aWrongNameIsRefusedWithTheRule() {
    assertThatThrownBy(() -> new ScenarioName("../x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a scenario's name has up to 64 letters, digits, \".\", \"-\" and \"_\", starts with a"
                + " letter or digit, does not end in a dot, and is not \"metadata\": ../x");
  }

  @Property(tries = 5000)
  void whateverIsTakenIsAnOrdinaryFolderNameRightBelowTheSnapshots(
      @ForAll("nearlyNames") String name) {
    if (ScenarioName.isValid(name)) {
      Path root = Path.of("snapshots").toAbsolutePath();
      Path folder = root.resolve(name);
      assertThat(folder.normalize()).isEqualTo(folder);
      assertThat(folder.getParent()).isEqualTo(root);
      assertThat(name).matches("[A-Za-z0-9._-]{1,64}").doesNotStartWith(".").doesNotEndWith(".");
    }
  }

  @Property
  void lettersDigitsAndDashesAreAlwaysTaken(@ForAll("plainNames") String name) {
    assertThat(ScenarioName.isValid(name)).isTrue();
  }

  @Provide
  Arbitrary<String> nearlyNames() {
    return Arbitraries.of("a", "Z", "0", ".", "..", "-", "_", "/", "\\", "\n", "é", "metadata")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> plainNames() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars('-')
        .ofMinLength(1)
        .ofMaxLength(64)
        .filter(name -> name.charAt(0) != '-' && !name.equals("metadata"));
  }
}
