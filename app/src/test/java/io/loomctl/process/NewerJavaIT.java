package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loomctl.process.LoomctlProcess.Run;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar built for Java 17 on a newer Java, where this machine has one. */
class NewerJavaIT {

  /** What newer JVMs print of their own accord about libraries that call native code or Unsafe. */
  private static final String JVM_WARNING =
      "WARNING: (.*(restricted method|native access|enable-native-access|Unsafe|will be blocked).*)";

  @TempDir Path folder;

  private Path java;

  @BeforeEach
  void find() throws IOException {
    Optional<Path> newer = newerJava();
    assumeThat(newer)
        .as("there is no Java newer than %s in /usr/lib/jvm", Runtime.version())
        .isPresent();
    java = newer.orElseThrow().resolve("bin/java");
  }

  @Test
  void aNewerJavaTellsTheVersion() {
    Run run = LoomctlProcess.in(folder).java(java).run("--version").succeeded();
    assertThat(run.out()).matches("loomctl \\S+\n");
    assertThat(ownLines(run)).isEmpty();
  }

  @Test
  void aNewerJavaExportsTheSameBytes() throws IOException {
    String sql = "CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2)";
    Workplace place =
        Workplace.in(folder, TestServer.main().database(sql), "scenarios: { everything: {} }");
    Run newer = place.loomctl().java(java).run("export", "everything").succeeded();
    assertThat(newer.out()).startsWith("everything v1: 2 rows of 1 table, ");
    assertThat(ownLines(newer)).containsExactly("public.t  2 rows");
    Run older = place.loomctl().run("export", "everything").succeeded();
    assertThat(older.out()).isEqualTo("everything: nothing changed since v1\n");
    Run list = place.loomctl().java(java).run("list-exports").succeeded();
    assertThat(list.out().lines()).hasSize(2);
    assertThat(ownLines(list)).isEmpty();
  }

  private static List<String> ownLines(Run run) {
    return run.err().lines().filter(line -> !line.matches(JVM_WARNING)).toList();
  }

  private static Optional<Path> newerJava() throws IOException {
    List<Path> newer = new ArrayList<>();
    Path all = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(all)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(all)) {
        for (Path home : homes) {
          if (Files.isExecutable(home.resolve("bin/java"))
              && version(home) > Runtime.version().feature()) {
            newer.add(home);
          }
        }
      }
    }
    return newer.stream().sorted().findFirst();
  }

  /** From the note that every JDK has about itself; 0 where it is missing. */
  private static int version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.exists(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }
}
