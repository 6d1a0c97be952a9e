package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a snapshot is packed in, the same rows come out of it. */
class PackedSnapshotsTest {

  private static final List<List<String>> PACKINGS =
      List.of(
          List.of("--compress", "gzip"),
          List.of("--compress", "zstd"),
          List.of("--compress", "zstd:19"));

  private static final String SCENARIO = "scenarios: { everything: {} }\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "crearis", "loom", "pagila"})
  void aDatabaseSurvives(String name) {
    survives(
        TestServer.main().database(SharedDatabases.withData(name)),
        TestServer.main().database(SharedDatabases.empty(name)),
        "");
  }

  @Test
  void everyEdgeCaseSurvives() {
    TestDatabase full = TestServer.main().database(Schemas.withData(18));
    survives(full, TestServer.main().database(Schemas.empty(18)), Schemas.yaml(full));
  }

  private void survives(TestDatabase full, TestDatabase empty, String yaml) {
    Cli cli = new Cli(folder).config(full, SCENARIO + yaml);
    Path sql = cli.export("everything");
    for (List<String> packing : PACKINGS) {
      Path packed = cli.export("everything", packing.toArray(String[]::new));
      succeeds(cli, "compare-exports", "everything", sql.toString(), packed.toString());
      Cli target =
          new Cli(folder.resolve("target")).config(empty.server().copyOf(empty), SCENARIO + yaml);
      succeeds(target, "import", "--file", packed.toString());
      assertThat(Cli.body(target.export("everything")))
          .as(packing.toString())
          .isEqualTo(Cli.body(sql));
    }
  }

  private static void succeeds(Cli cli, String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
  }
}
