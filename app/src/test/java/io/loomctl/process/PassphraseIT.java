package io.loomctl.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A passphrase that is typed on a terminal, which {@code script} makes. The finished jar holds only
 * the classes of the library for scrypt that are named in its build: here they are all used.
 */
@SuppressWarnings("NullAway.Init")
class PassphraseIT {

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final String PASSPHRASE = "correct horse battery";

  @TempDir Path folder;

  private Workplace place;

  @BeforeEach
  void aDatabase() {
    assumeThat(SCRIPT).isExecutable();
    String sql = "CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2)";
    place = Workplace.in(folder, TestServer.main().database(sql), "scenarios: { s: {} }\n");
  }

  @Test
  void aTypedPassphraseIsAskedForAndNotShown() throws Exception {
    String export = run(0, "export s --passphrase", PASSPHRASE, PASSPHRASE);
    assertThat(export)
        .containsOnlyOnce("Passphrase: ")
        .containsOnlyOnce("The same passphrase again: ")
        .contains("s v1: 2 rows of 1 table, ")
        .doesNotContain("horse");
    place.database().execute("DELETE FROM t");
    // The snapshot is opened more than once; the user is asked once.
    String imported = run(0, "import s --passphrase", PASSPHRASE);
    assertThat(imported).containsOnlyOnce("Passphrase: ").doesNotContain("horse");
    assertThat(place.database().count("t")).isEqualTo(2);
  }

  @Test
  void aMistypedPassphraseEncryptsNothing() throws Exception {
    assertThat(run(2, "export s --passphrase", PASSPHRASE, "correct horse"))
        .contains("error: the two passphrases are not the same");
    assertThat(folder.resolve("snapshots/s")).doesNotExist();
  }

  /** Runs the jar on a terminal, and types an answer whenever it asks. */
  private String run(int exit, String arguments, String... answers) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String jar = java + " -XX:+UseSerialGC -jar " + Path.of("target/loomctl.jar").toAbsolutePath();
    Process terminal =
        new ProcessBuilder(SCRIPT.toString(), "-q", "-e", "-c", jar + " " + arguments, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    StringBuilder shown = new StringBuilder();
    try (OutputStream in = terminal.getOutputStream();
        InputStream out = terminal.getInputStream()) {
      for (String answer : answers) {
        readTo(out, shown, ": ");
        in.write((answer + "\n").getBytes(UTF_8));
        in.flush();
      }
      shown.append(new String(out.readAllBytes(), UTF_8));
    }
    assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).as(shown.toString()).isTrue();
    assertThat(terminal.exitValue()).as(shown.toString()).isEqualTo(exit);
    return shown.toString();
  }

  private static void readTo(InputStream out, StringBuilder shown, String end) throws IOException {
    int from = shown.length();
    while (shown.indexOf(end, from) < 0) {
      int next = out.read();
      assertThat(next).as(shown.toString()).isNotNegative();
      shown.append((char) next);
    }
  }
}
