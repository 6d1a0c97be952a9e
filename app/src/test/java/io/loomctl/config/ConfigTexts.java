package io.loomctl.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Config files for tests, and their problems as lines of text. */
final class ConfigTexts {

  static final String MINIMAL = "version: 1\ndatabases: { demo: { embedded: demo } }\n";

  private ConfigTexts() {}

  static Path write(Path folder, byte[] content) {
    try {
      return Files.write(folder.resolve("loomctl.yaml"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Config read(Path folder, String text, Map<String, String> environment) {
    return Config.read(write(folder, text.getBytes(StandardCharsets.UTF_8)), environment);
  }

  static Config read(Path folder, String text) {
    return read(folder, text, Map.of());
  }

  /** Each problem as {@code line:column: path: message (hint)}; "fine" when there is none. */
  static String problems(Path folder, byte[] content) {
    Path file = write(folder, content);
    ConfigException failure =
        catchThrowableOfType(ConfigException.class, () -> Config.read(file, Map.of()));
    return failure == null
        ? "fine"
        : failure.problems().stream()
            .map(problem -> line(file, problem))
            .collect(Collectors.joining("\n"));
  }

  static String problems(Path folder, String text) {
    return problems(folder, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(Path file, Problem problem) {
    String hint = problem.hint() == null ? "" : " (" + problem.hint() + ")";
    return problem.toString().replace(file + ":", "").strip() + hint;
  }

  static String resource(String name) {
    try (InputStream in = ConfigTexts.class.getResourceAsStream("/config/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
