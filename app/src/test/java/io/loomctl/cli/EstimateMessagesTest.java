package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code export --estimate} says. */
class EstimateMessagesTest {

  private static final String SCHEMA =
      """
      CREATE TABLE team (id int PRIMARY KEY, name text);
      CREATE TABLE person (id int PRIMARY KEY, team_id int REFERENCES team, name text);
      INSERT INTO team SELECT n, 'team ' || n FROM generate_series(1, 20) n;
      INSERT INTO person SELECT n, n % 15 + 1, 'person ' || n FROM generate_series(1, 3000) n;
      """;

  private static final String CONFIG =
      "scenarios: { s: { tables: { person: {}, team: { where: id < 3 } } } }\n";

  @TempDir Path folder;

  @Test
  void anEstimateShowsEachTableAndWritesNothing() {
    TestDatabase database = TestServer.main().database(SCHEMA);
    Cli cli = new Cli(folder).config(database, CONFIG);
    GoldenFiles golden = new GoldenFiles(folder);
    golden.assertSays("estimate", 0, cli.run("export", "s", "--estimate"));
    golden.assertSays(
        "estimate-json", 0, cli.run("export", "s", "--estimate", "-q", "--format", "json"));
    golden.assertSays(
        "estimate-part", 0, cli.run("export", "s", "--estimate", "-q", "--only", "team"));
    assertThat(cli.snapshots()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--force",
        "--check",
        "--output=x",
        "--message=m",
        "--as=json",
        "--compress=gzip",
        "--since=v1",
        "--jobs=2"
      })
  void anEstimateRefusesOptionsThatSayWhatToWrite(String option) {
    Cli cli = new Cli(folder).config(TestServer.main().database(""), CONFIG);
    GoldenFiles golden = new GoldenFiles(folder);
    golden.assertSays("estimate-with-force", 2, cli.run("export", "s", "--estimate", option));
  }
}
