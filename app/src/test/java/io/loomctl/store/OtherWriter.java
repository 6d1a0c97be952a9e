package io.loomctl.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM that finds all drafts to be old, starts one of its own, and holds it until it is told
 * to end, or is killed.
 */
record OtherWriter(Process process, BufferedReader output, Path draft) implements AutoCloseable {

  static OtherWriter start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherWriter.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    return new OtherWriter(process, output, Path.of(output.readLine()));
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    // Not done by the process that holds a draft: setting the time opens and closes the file, which
    // gives up the process's lock on it.
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, ".loomctl-*")) {
      for (Path draft : drafts) {
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minusSeconds(5)));
      }
    }
    try (Draft draft = Draft.create(folder)) {
      draft.stream().write('x');
      System.out.println(draft.path());
      assertThat(System.in.read()).isNegative();
    }
  }

  void endOrderly() throws Exception {
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
