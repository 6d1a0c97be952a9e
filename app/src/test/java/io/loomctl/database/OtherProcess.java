package io.loomctl.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.progress.ProgressListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that uses an embedded database until it is told to end, or is killed. */
record OtherProcess(Process process, BufferedReader output) implements AutoCloseable {

  static OtherProcess start(Path config, String name) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                config.toString(),
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new OtherProcess(process, process.inputReader(StandardCharsets.UTF_8));
  }

  public static void main(String[] args) throws Exception {
    try (EmbeddedServer server =
        EmbeddedServer.start(args[1], Path.of(args[0]), List.of(), ProgressListener.NONE)) {
      EmbeddedServerTest.query(
          server, "CREATE TABLE written AS SELECT generate_series(1, 1000) AS id; SELECT 1");
      System.out.println("ready");
      System.in.read();
    }
  }

  void awaitLine(String line) throws IOException {
    assertThat(output.readLine()).isEqualTo(line);
  }

  /** Waits until the server runs; the seed file then keeps it busy. */
  void awaitSeeding(Path data) throws Exception {
    while (!Files.exists(data) || !PostmasterFile.read(data).isReady()) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(10);
    }
    Thread.sleep(500);
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
