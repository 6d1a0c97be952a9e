package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code export --since} says and writes. */
@SuppressWarnings("NullAway.Init")
class IncrementsTest {

  private static final String SCHEMA =
      """
      CREATE TABLE note (id int PRIMARY KEY, body text, changed timestamptz);
      CREATE TABLE tag (id int PRIMARY KEY, name text);
      INSERT INTO note SELECT n, 'body' || n, '2020-01-01Z' FROM generate_series(1, 4) n;
      INSERT INTO tag VALUES (1, 'one'), (2, 'two');
      """;

  private static final String YAML =
      """
      tables:
        note: { updated: changed }
      scenarios:
        it:
          params: { least: 0 }
          tables:
            note: { where: "id >= :least" }
            tag: {}
      """;

  @TempDir Path folder;

  private TestDatabase database;
  private Cli cli;

  @BeforeEach
  void oneVersion() {
    database = TestServer.main().database(SCHEMA);
    cli = new Cli(folder).config(database, YAML);
    done("export", "it");
  }

  private Cli.Run done(String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
    return run;
  }

  private void refused(int exit, String message, String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isEqualTo(exit);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
    assertThat(files()).hasSize(1);
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("it"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("it_"))
          .map(name -> name.replaceAll("_[0-9-]{10}\\.", "."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Cli.Run run) throws IOException {
    return new JsonMapper().readTree(run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "v1"})
  void aDeltaTellsWhatChangedSinceAVersion(String since) throws IOException {
    database.execute(
        "DELETE FROM note WHERE id = 1; UPDATE note SET body = 'x' WHERE id > 2;"
            + " INSERT INTO tag VALUES (3, 'three'), (4, ''), (5, NULL)");
    assertThat(done("export", "it", "--since", since).out())
        .startsWith("it v2: 3 rows added, 1 removed and 2 modified since v1, ")
        .contains("/it_v2_", ".delta.sql\n");
    assertThat(files()).containsExactly("it_v1.sql", "it_v2.delta.sql");
    JsonNode result = json(done("export", "it", "--since", since, "--force", "--format", "json"));
    assertThat(result.path("base").asInt()).isEqualTo(since.equals("v1") ? 1 : 2);
    assertThat(result.path("added").asInt()).isEqualTo(since.equals("v1") ? 3 : 0);
    assertThat(result.path("removed").asInt()).isEqualTo(since.equals("v1") ? 1 : 0);
    assertThat(result.path("modified").asInt()).isEqualTo(since.equals("v1") ? 2 : 0);
    assertThat(result.path("rows").asInt()).isEqualTo(3 + 5);
  }

  @Test
  void whereNothingChangedThereIsNoDelta() throws IOException {
    assertThat(done("export", "it", "--since", "latest").out())
        .isEqualTo("it: nothing changed since v1\n");
    JsonNode result = json(done("export", "it", "--since", "v1", "--format", "json"));
    assertThat(result.path("unchanged").asBoolean()).isTrue();
    assertThat(result.path("version").asInt()).isEqualTo(1);
    assertThat(files()).containsExactly("it_v1.sql");
  }

  @Test
  void theChainIsListed() throws IOException {
    database.execute("DELETE FROM tag WHERE id = 1");
    done("export", "it", "--since", "latest");
    database.execute("DELETE FROM tag");
    done("export", "it", "--since", "v1");
    assertThat(done("list-exports", "it").out().replaceAll(" {2,}", "  "))
        .containsSubsequence("v3 on v1 latest", "v2 on v1  ", "v1  ");
    JsonNode versions =
        json(done("list-exports", "--format", "json")).path("scenarios").path(0).path("versions");
    assertThat(versions.findValues("version").toString()).isEqualTo("[3, 2, 1]");
    assertThat(versions.findValues("base").toString()).isEqualTo("[1, 1, null]");
  }

  @Test
  void sinceATimeOnlyLaterRowsCountAndNoneIsKnownToBeGone() throws IOException {
    database.execute(
        "UPDATE note SET body = 'unseen' WHERE id = 1;"
            + " UPDATE note SET body = 'seen', changed = '2024-01-01T00:00:01Z' WHERE id = 2;"
            + " UPDATE note SET body = 'on time', changed = '2024-01-01T00:00:00Z' WHERE id = 3;"
            + " DELETE FROM note WHERE id = 4;"
            + " INSERT INTO note VALUES (5, 'new', '2024-01-02Z'), (6, 'when?', NULL);"
            + " UPDATE tag SET name = 'always compared' WHERE id = 1; DELETE FROM tag WHERE id = 2");
    assertThat(done("export", "it", "--since", "2024-01-01").out())
        .startsWith("it v2: 2 rows added, 0 removed and 2 modified since v1, ");
    String delta = Files.readString(delta());
    assertThat(delta).contains("\"since\":\"2024-01-01T00:00:00Z\"", "always compared");
    assertThat(delta).doesNotContain("unseen", "on time");
    done("import", "it");
    assertThat(database.query("SELECT id || body FROM note ORDER BY id"))
        .containsExactly("1body1", "2seen", "3body3", "4body4", "5new", "6when?");
    assertThat(database.query("SELECT name FROM tag ORDER BY id"))
        .containsExactly("always compared", "two");
  }

  private Path delta() throws IOException {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("it"))) {
      return files.filter(file -> file.toString().contains("_v2_")).findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-01-01T12:00:00Z", "2024-01-01T14:00:00+02:00", "2024-01-01T12:00"})
  void aTimeMayHaveAnOffsetAndIsElseInUtc(String time) throws IOException {
    database.execute(
        "UPDATE note SET body = 'unseen', changed = '2024-01-01T12:00:00Z' WHERE id = 1;"
            + " UPDATE note SET body = 'seen', changed = '2024-01-01T12:00:00.000001Z' WHERE id = 2");
    done("export", "it", "--since", time);
    assertThat(Files.readString(delta())).contains("\tseen\t").doesNotContain("unseen");
  }

  @Test
  void aTimeAfterTheLatestVersionIsRefused() {
    String later = Instant.now().plusSeconds(3600).toString();
    refused(6, "what changed in between would be missing", "export", "it", "--since", later);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v0", "1", "yesterday", "2024-13-01", "2024-01-01T25:00", "v1.", "latest "})
  void whatIsNeitherAVersionNorATimeIsRefused(String since) {
    refused(2, "--since takes a version or a time, not \"", "export", "it", "--since", since);
  }

  @Test
  void aVersionThatIsNotThereIsNoBase() {
    refused(4, "there is no v7 of \"it\"", "export", "it", "--since", "v7");
  }

  @ParameterizedTest
  @CsvSource({"--check", "--only tag", "--exclude tag"})
  void whatHasNoUseWithADeltaIsRefused(String options) {
    String[] args = ("export it --since latest " + options).split(" ");
    refused(2, "--since has no use with --check, --only and --exclude", args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE tag ADD more int",
        "ALTER TABLE tag ALTER name TYPE varchar(9)",
        "ALTER TABLE tag DROP CONSTRAINT tag_pkey"
      })
  void aTableWithOtherColumnsOrKeysIsRefused(String change) {
    database.execute(change);
    refused(
        6,
        "public.tag has other columns, keys or masks than in v1",
        "export",
        "it",
        "--since",
        "v1");
  }

  @Test
  void otherParametersAreRefused() {
    refused(
        6,
        "v1 was taken with other parameters",
        "export",
        "it",
        "--since",
        "latest",
        "--param",
        "least=2");
  }

  @Test
  void aPartOfTheScenarioIsNoBase() {
    done("export", "it", "--only", "tag");
    Cli.Run run = cli.run("export", "it", "--since", "v2");
    assertThat(run.exit()).as(run.transcript()).isEqualTo(6);
    assertThat(run.err()).contains("v2 was taken of other tables of the scenario");
  }

  @Test
  void aTableThatIsNewIsInTheDeltaAsAWhole() {
    database.execute("CREATE TABLE added (id int PRIMARY KEY); INSERT INTO added VALUES (1), (2)");
    cli.config(database, YAML + "      added: {}\n");
    assertThat(done("export", "it", "--since", "latest").out())
        .startsWith("it v2: 2 rows added, 0 removed and 0 modified since v1, ");
    database.execute("DELETE FROM added");
    done("import", "it");
    assertThat(database.count("added")).isEqualTo(2);
  }
}
