package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code max_rows} stops a runaway export before it writes, and says what made it run away. */
@SuppressWarnings("NullAway.Init")
class MaxRowsTest {

  /** Team 1 has persons 1 to 100, team 2 has persons 101 to 110; each person has ten notes. */
  private static final String SCHEMA =
      """
      CREATE TABLE country (id int PRIMARY KEY);
      CREATE TABLE team (id int PRIMARY KEY, country_id int REFERENCES country);
      CREATE TABLE person (id int PRIMARY KEY, team_id int NOT NULL REFERENCES team,
        country_id int REFERENCES country);
      CREATE TABLE note (id int PRIMARY KEY, author_id int REFERENCES person, reader_id int);
      INSERT INTO country SELECT generate_series(1, 60);
      INSERT INTO team VALUES (1, 1), (2, 2);
      INSERT INTO person SELECT n, 1 + n / 101, 1 + n % 60 FROM generate_series(1, 110) n;
      INSERT INTO note SELECT n, (n + 9) / 10, CASE WHEN n % 7 = 0 THEN 1 END
        FROM generate_series(1, 1100) n;
      """;

  private static TestDatabase database;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    database = TestServer.main().database(SCHEMA);
  }

  @Test
  void childrenThatRunAway() {
    assertRefused(
        "max-rows-children",
        "tables: { note: { max_rows: 200, references: { reader_id: person.id } } }",
        "{ tables: { team: { where: id = 1 } }, children: all }");
  }

  @Test
  void aConditionThatRunsAway() {
    assertRefused(
        "max-rows-where",
        "tables: { person: { max_rows: 50 } }",
        "{ tables: { person: { where: id > 10 } } }");
  }

  @Test
  void requiredRowsThatRunAway() {
    assertRefused(
        "max-rows-required",
        "tables: { country: { max_rows: 20 } }",
        "{ tables: { person: { where: id < 40 } } }");
  }

  @Test
  void aWholeTableThatIsTooLarge() {
    assertRefused("max-rows-whole", "tables: { note: { max_rows: 1099 } }", "{}");
  }

  @Test
  void tooManyRowsInAll() {
    assertRefused(
        "max-rows-total",
        "",
        "{ max_rows: 300, tables: { team: { where: id = 1 } }, children: all }");
    assertRefused("max-rows-total-whole", "", "{ max_rows: 1000 }");
  }

  @Test
  void anEstimateCountsEverythingAndTellsTheLimits() {
    Cli cli =
        cli(
            "tables: { note: { max_rows: 200, references: { reader_id: person.id } } }",
            "{ max_rows: 1000, tables: { team: { where: id = 1 } }, children: all }");
    GoldenFiles golden = new GoldenFiles(folder);
    golden.assertSays("max-rows-estimate", 0, cli.run("export", "s", "--estimate", "-q"));
    golden.assertSays(
        "max-rows-estimate-json",
        0,
        cli.run("export", "s", "--estimate", "-q", "--format", "json"));
  }

  /** Rows by table: country 60, team 2, person 110, note 1100; of team 1: 51, 1, 100, 1000. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "note: { max_rows: 1100 }; {}; {}",
        "note: { max_rows: 1099 }; {}; note",
        "country: { max_rows: 60 }; { max_rows: 1272 }; {}",
        "country: { max_rows: 60 }; { max_rows: 1271 }; s",
        "note: { max_rows: 1000 }; { tables: { team: { where: id = 1 } }, children: all }; {}",
        "note: { max_rows: 999 }; { tables: { team: { where: id = 1 } }, children: all }; note",
        "country: { max_rows: 60 }; { tables: { person: { where: id < 61 } } }; {}",
        "country: { max_rows: 59 }; { tables: { person: { where: id < 61 } } }; country",
        "note: { max_rows: 5 }; { tables: { note: { where: id < 5 }, person: {} } }; {}",
        "team: { max_rows: 1 }; { tables: { person: { where: id < 5 }, team: { where: id = 1 } } }; {}",
        "team: { max_rows: 1 }; { tables: { person: { where: id < 5 }, team: { where: id = 2 } } }; team",
      })
  void aLimitLetsThroughExactlyAsManyRows(String tables, String scenario, String refusedBy) {
    Cli cli = cli("tables: { %s }".formatted(tables), scenario);
    Cli.Run run = cli.run("export", "s", "-o", folder.resolve("x.sql").toString());
    if (refusedBy.equals("{}")) {
      assertThat(run.exit()).as(run.transcript()).isZero();
    } else {
      assertThat(run.exit()).as(run.transcript()).isEqualTo(6);
      assertThat(run.err()).contains("s." + refusedBy + ".max_rows: ");
      assertThat(folder.resolve("x.sql")).doesNotExist();
    }
  }

  /** Row 1000 cannot be read by this condition, and is not: the limit is passed long before it. */
  @Test
  void theServerStopsLookingOnceTheLimitIsPassed() {
    String where = "{ tables: { note: { where: 1 / (1000 - id) IS NOT NULL } } }";
    Cli.Run all = cli("", where).run("export", "s");
    assertThat(all.exit()).as(all.transcript()).isEqualTo(3);
    Cli.Run few = cli("tables: { note: { max_rows: 10 } }", where).run("export", "s");
    assertThat(few.exit()).as(few.transcript()).isEqualTo(6);
  }

  @Test
  void tablesThatAreTakenOutDoNotCount() {
    Cli cli =
        cli(
            "tables: { note: { max_rows: 5 } }",
            "{ tables: { note: { where: id < 50 }, team: {} } }");
    Cli.Run run = cli.run("export", "s", "--only", "team");
    assertThat(run.exit()).as(run.transcript()).isZero();
  }

  private void assertRefused(String golden, String tables, String scenario) {
    Cli cli = cli(tables, scenario);
    new GoldenFiles(folder).assertSays(golden, 6, cli.run("export", "s", "-q"));
    assertThat(cli.snapshots().resolve("metadata")).doesNotExist();
    assertThat(cli.snapshots().resolve("s").toFile().list()).isNullOrEmpty();
  }

  private Cli cli(String tables, String scenario) {
    return new Cli(folder)
        .config(database, "%s\nscenarios:\n  s: %s\n".formatted(tables, scenario));
  }
}
