package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigMistakesTest {

  @Test
  void everyMistakeOfAFileIsReportedInOneRunInTheOrderOfTheFile(@TempDir Path folder) {
    assertThat(ConfigTexts.problems(folder, ConfigTexts.resource("mistakes.yaml")) + "\n")
        .isEqualTo(ConfigTexts.resource("mistakes.txt"));
  }
}
