package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class PruneTest {

  @TempDir Path folder;

  private Cli cli;

  @BeforeEach
  void threeVersions() {
    cli =
        new Cli(folder)
            .config(
                TestServer.main().database("CREATE TABLE t (id int PRIMARY KEY)"),
                "scenarios:\n  general: {}\n");
    for (int i = 0; i < 3; i++) {
      assertThat(cli.run("export", "general", "--force").exit()).isZero();
    }
  }

  @Test
  void oldVersionsAreDeletedAndTheFolderStaysWhole() {
    Cli.Run run = cli.run("prune", "general", "--keep", "1");
    assertThat(run.out()).contains("general_v1_", "general_v2_").endsWith(" KB), 1 stays\n");
    assertThat(run.exit()).isZero();
    assertThat(versions()).containsExactly("v3");
    assertThat(cli.run("list-exports").out()).contains("v3 latest").doesNotContain("v1", "v2");
    assertThat(cli.run("validate", "--family", "snapshots").exit()).isZero();
    assertThat(cli.run("import", "general").exit()).isZero();
  }

  @Test
  void numbersAreNotUsedAgain() {
    cli.run("prune", "general", "--keep", "1");
    cli.run("export", "general", "--force");
    assertThat(versions()).containsExactly("v3", "v4");
  }

  @Test
  void aDryRunDeletesNothing() {
    Cli.Run run = cli.run("prune", "general", "--keep", "2", "--dry-run", "--format", "json");
    assertThat(run.out())
        .contains("\"dry_run\" : true", "\"version\" : 1", "\"kept\" : [ 2, 3 ]")
        .doesNotContain("\"version\" : 2");
    assertThat(cli.run("prune", "general", "--keep", "2", "-n").out())
        .contains("general: 1 version would be deleted (");
    assertThat(versions()).containsExactly("v1", "v2", "v3");
  }

  @Test
  void thereMayBeNothingToDelete() {
    assertThat(cli.run("prune", "general", "--keep-days", "1").out())
        .isEqualTo("general: nothing to delete, 3 versions stay\n");
    assertThat(versions()).containsExactly("v1", "v2", "v3");
  }

  @Test
  void whatToKeepHasToBeSaid() {
    assertRefused("prune needs to know what to keep", "prune", "general");
    assertRefused("--keep has to be at least 1, but was 0", "prune", "general", "--keep", "0");
    assertRefused(
        "--keep-days has to be at least 1, but was -3", "prune", "general", "--keep-days", "-3");
    assertRefused("did you mean \"general\"?", "prune", "genral", "--keep", "1");
    assertThat(versions()).containsExactly("v1", "v2", "v3");
  }

  private void assertRefused(String message, String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.err()).contains(message);
    assertThat(run.exit()).isEqualTo(2);
  }

  private List<String> versions() {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("general"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("general_"))
          .map(name -> name.replaceAll("general_(v[0-9]+)_.*", "$1"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
