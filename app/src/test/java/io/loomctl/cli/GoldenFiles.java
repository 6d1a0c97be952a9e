package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What commands say, held against files that people can read.
 *
 * @param folder the test's own, which is {@code <folder>} in the files
 */
record GoldenFiles(Path folder) {

  void assertSays(String name, int exit, Cli.Run run) {
    assertSays(name, exit, run, this::withoutWhatChanges);
  }

  /** The same for texts in which other things differ from run to run. */
  static void assertSays(
      String name, int exit, Cli.Run run, UnaryOperator<String> withoutWhatChanges) {
    String text = run.transcript();
    assertThat(run.exit()).as(text).isEqualTo(exit);
    assertThat(text).doesNotContain("Exception", "io.loomctl", "java.");
    assertThat(withoutWhatChanges.apply(text)).isEqualTo(read(name));
  }

  /** Names, times and figures that differ from run to run are put in angle brackets. */
  private String withoutWhatChanges(String text) {
    return text.replace(folder.toString(), "<folder>")
        .replaceAll("loomctl_\\w+_role", "<role>")
        .replaceAll("loomctl_[0-9a-z]+_\\d+", "<database>")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:<port>")
        .replaceAll("\\b\\d+\\.\\d s\\b", "<time> s")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "<time>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "<time>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d\\.sql", "<date>.sql")
        .replaceAll("session \\d+", "session <pid>")
        .replaceAll("\\d+(\\.\\d)? KB", "<size>")
        .replaceAll("\"bytes\" : \\d+", "\"bytes\" : <bytes>")
        .replaceAll("\"millis\" : \\d+", "\"millis\" : <millis>")
        .replaceAll("\"[0-9a-f]{64}\"", "\"<sha256>\"");
  }

  private static String read(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/cli", name + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
