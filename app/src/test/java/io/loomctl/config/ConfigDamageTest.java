package io.loomctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ConfigDamageTest {

  private static final byte[] WHOLE =
      ConfigTexts.resource("design.yaml").getBytes(StandardCharsets.UTF_8);
  private static final String TELLING = "\n\t :-[]{}&*!|>'\"%@`#,?<$a0.\\";

  /** Whatever was done to the file, it is read or its problems are told; nothing else escapes. */
  @Property(tries = 500)
  void aDamagedFileIsReadOrReported(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 1_000_000) Integer> damages)
      throws IOException {
    byte[] content = WHOLE.clone();
    for (int damage : damages) {
      content[damage % content.length] =
          (byte) TELLING.charAt(damage / content.length % TELLING.length());
    }
    Path file = Files.createTempFile("loomctl", ".yaml");
    try {
      Files.write(file, content);
      assertThat(problems(file)).allMatch(problem -> problem.where().line() > 0);
    } finally {
      Files.delete(file);
    }
  }

  private static List<Problem> problems(Path file) {
    try {
      Config.read(file, Map.of());
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }
}
