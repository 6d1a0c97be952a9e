package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read, as files that read as prose; a failing export leaves no file behind. */
class ExportMessagesTest {

  private static final String SCHEMA =
      """
      CREATE TABLE team (id int PRIMARY KEY, name text);
      CREATE TABLE person (id int PRIMARY KEY, team_id int REFERENCES team, name text, mail text);
      CREATE VIEW seen AS SELECT * FROM person;
      INSERT INTO team VALUES (1, 'Red'), (2, 'Blue');
      INSERT INTO person VALUES (1, 1, 'Ada', 'ada@x'), (2, 1, 'Bob', 'bob@x'), (3, 2, 'Cyd', 'cyd@x');
      """;

  private static final String PART =
      "scenarios:\n  s: { tables: { person: { where: \"id < 9\" } } }\n";

  private static final String WHOLE = "scenarios:\n  s: {}\n";

  @TempDir Path folder;

  @Test
  void anUnknownScenario() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "scenarios:\n  summary: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("unknown-scenario", cli.run("export", "sumary"));
  }

  @Test
  void aScenarioNameThatIsAPath() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("scenario-name-path", cli.run("export", "../../etc"));
  }

  @Test
  void anUnknownTableInAScenario() {
    Cli cli =
        new Cli(folder)
            .config(
                database(), "scenarios:\n  s: { tables: { persn: {}, nothing_like_it: {} } }\n");
    assertFails("unknown-table", cli.run("export", "s"));
  }

  @Test
  void aViewInAScenario() {
    Cli cli = new Cli(folder).config(database(), "scenarios:\n  s: { tables: { seen: {} } }\n");
    assertFails("view", cli.run("export", "s"));
  }

  @Test
  void unknownColumnsInTheConfig() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "tables: { person: { key: [mial], exclude: [zzz], references: { nmae: team.id } } }\nscenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("unknown-columns", cli.run("export", "s"));
  }

  @Test
  void anUnknownSchema() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "schemas: [publik]\nscenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("unknown-schema", cli.run("export", "s"));
  }

  @Test
  void viaWithoutAReference() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "scenarios:\n  s: { tables: { team: {}, person: { via: team_ids } } }\n");
    assertFails("via-without-reference", cli.run("export", "s"));
  }

  @Test
  void viaIntoATableThatOwnsNothing() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { via: team_id } } }\n");
    assertFails("via-parent-not-owned", cli.run("export", "s"));
  }

  @Test
  void viaOfATableWithoutReferences() {
    Cli cli =
        new Cli(folder)
            .config(
                database(), "scenarios:\n  s: { tables: { person: {}, team: { via: person } } }\n");
    assertFails("via-no-references", cli.run("export", "s"));
  }

  @Test
  void aMissingParameter() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "scenarios:\n  s: { params: { who: null, since: \"2020\" }, tables: { person: { where: \"name = :who\" } } }\n");
    assertFails("param-missing", cli.run("export", "s"));
  }

  @Test
  void anUnknownParameter() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "scenarios:\n  s: { params: { who: null, since: \"2020\" }, tables: { person: { where: \"name = :who\" } } }\n");
    assertFails(
        "param-unknown", cli.run("export", "s", "--param", "whom=Ada", "--param", "who=Ada"));
  }

  @Test
  void aNameInSqlThatIsNoParameter() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "scenarios:\n  s: { params: { who: Ada }, tables: { person: { where: \"name = :hwo\" } } }\n");
    assertFails("param-undeclared", cli.run("export", "s"));
  }

  @Test
  void aConditionThatIsNoSql() {
    Cli cli =
        new Cli(folder)
            .config(
                database(), "scenarios:\n  s: { tables: { person: { where: \"name = = 1\" } } }\n");
    assertFails("where-no-sql", cli.run("export", "s"));
  }

  @Test
  void aConditionWithAnUnknownColumn() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "scenarios:\n  s: { tables: { person: { where: \"nmae = 'Ada'\" } } }\n");
    assertFails("where-unknown-column", cli.run("export", "s"));
  }

  @Test
  void aConditionWithAValueOfTheWrongType() {
    Cli cli =
        new Cli(folder)
            .config(
                database(),
                "scenarios:\n  s: { params: { id: null }, tables: { person: { where: \"id = :id\" } } }\n");
    assertFails("where-wrong-value", cli.run("export", "s", "--param", "id=Ada"));
  }

  @Test
  void anUnknownDatabaseName() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("unknown-database-name", cli.run("export", "s", "--db", "dd"));
  }

  @Test
  void onlyATableThatIsNone() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("only-unknown", cli.run("export", "s", "--only", "persn"));
  }

  @Test
  void onlyAndExcludeLeaveNothing() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("nothing-left", cli.run("export", "s", "--exclude", "*"));
  }

  @Test
  void anUnknownOption() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("unknown-option", cli.run("export", "s", "--forse"));
  }

  @Test
  void anOptionThatLacksALetter() {
    Cli cli = new Cli(folder).config(database(), WHOLE);
    assertFails("mistyped-option", cli.run("export", "s", "--jbs=2"));
  }

  @Test
  void anUnknownCommand() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("unknown-command", cli.run("exprot", "s"));
  }

  @Test
  void noScenario() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("no-scenario", cli.run("export"));
  }

  @Test
  void anotherScenarioTooMany() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("two-scenarios", cli.run("export", "s", "t"));
  }

  @Test
  void aFormatThatIsNone() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("unknown-format", cli.run("export", "s", "--format", "xml"));
  }

  @Test
  void checkWithForce() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("check-with-force", cli.run("export", "s", "--check", "--force"));
  }

  @Test
  void jobsBelowOne() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("no-jobs", cli.run("export", "s", "--jobs", "0"));
  }

  @Test
  void checkWithoutASnapshot() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("check-without-snapshot", cli.run("export", "s", "--check"));
  }

  @Test
  void aFailureAsJson() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { via: team_ids } } }\n");
    assertFails("failure-json", cli.run("export", "s", "--format", "json"));
  }

  @Test
  void severalFailuresAsJson() {
    Cli cli =
        new Cli(folder)
            .config(
                database(), "scenarios:\n  s: { tables: { persn: {}, nothing_like_it: {} } }\n");
    assertFails("failures-json", cli.run("export", "s", "--format", "json"));
  }

  @Test
  void aUsageFailureAsJson() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("usage-failure-json", cli.run("export", "s", "--forse", "--format", "json"));
  }

  @Test
  void listExportsOfAnUnknownScenario() {
    Cli cli =
        new Cli(folder)
            .config(database(), "scenarios:\n  s: { tables: { person: { where: \"id = 1\" } } }\n");
    assertFails("list-unknown", cli.run("list-exports", "t"));
  }

  @Test
  void aMissingConfigFile() {
    assertFails("missing-config", new Cli(folder).run("export", "s"));
  }

  @Test
  void aConfigFileThatIsNoYaml() {
    assertFails("no-yaml", new Cli(folder).rawConfig("version: 1\n: [").run("export", "s"));
  }

  @Test
  void aServerThatIsNotThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Cli cli = new Cli(folder).rawConfig(address("me:secret@127.0.0.1:" + port + "/shop"));
    Cli.Run run = cli.run("export", "s");
    assertThat(run.transcript()).doesNotContain("secret");
    assertFails("unreachable", run);
  }

  @Test
  void aHostThatIsUnknown() {
    Cli cli = new Cli(folder).rawConfig(address("me@nowhere.invalid/shop"));
    assertFails("unknown-host", cli.run("export", "s"));
  }

  @Test
  void aDatabaseThatDoesNotExist() {
    TestDatabase database = database();
    String url = database.url().replace("/" + database.name(), "/no_such_database");
    Cli cli = new Cli(folder).rawConfig(address(url.substring("postgresql://".length())));
    assertFails("no-such-database", cli.run("export", "s"));
  }

  @Test
  void aRoleThatMayNotSelect() {
    TestDatabase database = database();
    Cli cli = new Cli(folder).config(database.as(role(database)), PART);
    assertFails("no-select", cli.run("export", "s"));
  }

  @Test
  void aRoleThatMayNotSelectSomeColumns() {
    TestDatabase database = database();
    String role = role(database);
    database.execute(
        "GRANT SELECT ON team TO %1$s; GRANT SELECT (id, team_id) ON person TO %1$s"
            .formatted(role));
    Cli cli = new Cli(folder).config(database.as(role), PART);
    assertFails("no-select-columns", cli.run("export", "s"));
  }

  @Test
  void aRoleThatMayNotMakeTemporaryTablesForAPart() {
    TestDatabase database = database();
    database.execute("REVOKE TEMP ON DATABASE " + database.name() + " FROM PUBLIC");
    String role = role(database);
    database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
    Cli.Run part = new Cli(folder).config(database.as(role), PART).run("export", "s");
    assertFails(5, part);
    assertThat(part.err()).contains("temporary tables");
    Cli.Run whole = new Cli(folder).config(database.as(role), WHOLE).run("export", "s");
    assertThat(whole.exit()).as(whole.transcript()).isZero();
  }

  @Test
  void rowLevelSecurityOfARole() {
    TestDatabase database = database();
    String role = role(database);
    database.execute(
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO %s; ALTER TABLE person ENABLE ROW LEVEL SECURITY"
            .formatted(role));
    assertFails(
        "row-security", new Cli(folder).config(database.as(role), WHOLE).run("export", "s"));
  }

  @Test
  void rowLevelSecurityForcedOnTheOwner() {
    TestDatabase database = database();
    String role = role(database);
    database.execute(
        "ALTER TABLE person OWNER TO %1$s; ALTER TABLE team OWNER TO %1$s; ALTER TABLE person ENABLE ROW LEVEL SECURITY"
            .formatted(role));
    Cli cli = new Cli(folder).config(database.as(role), WHOLE);
    Cli.Run owner = cli.run("export", "s", "-o", folder.resolve("owner.sql").toString());
    assertThat(owner.exit()).as(owner.transcript()).isZero();
    database.execute("ALTER TABLE person FORCE ROW LEVEL SECURITY");
    Cli.Run forced = cli.run("export", "s");
    assertFails(6, forced);
    assertThat(forced.err()).contains("row-level security hides rows of public.person");
  }

  @Test
  void rowsThatBreakAForeignKeyThatIsNotValid() {
    TestDatabase database = database();
    database.execute(
        """
        CREATE TABLE badge (id int PRIMARY KEY, person_id int);
        INSERT INTO badge VALUES (1, 1), (2, 77), (3, 78);
        ALTER TABLE badge ADD FOREIGN KEY (person_id) REFERENCES person NOT VALID;
        """);
    assertFails("not-valid", new Cli(folder).config(database, WHOLE).run("export", "s"));
  }

  @Test
  void aLargeObject() {
    TestDatabase database = database();
    database.execute(
        "CREATE TABLE scan (id int PRIMARY KEY, content oid); INSERT INTO scan VALUES (1, lo_create(0)), (2, NULL)");
    assertFails("large-object", new Cli(folder).config(database, WHOLE).run("export", "s"));
  }

  @Test
  void aFileWhereTheSnapshotFolderShouldBe() throws IOException {
    Cli cli = new Cli(folder).config(database(), WHOLE);
    Files.writeString(cli.snapshots(), "");
    Cli.Run run = cli.run("export", "s");
    Files.delete(cli.snapshots());
    assertFails("folder-is-a-file", run);
  }

  @Test
  void exportsFromTheFirstToTheUnchanged() {
    TestDatabase database = database();
    Cli cli = new Cli(folder).config(database, WHOLE);
    assertSays("list-empty", 0, cli.run("list-exports"));
    assertSays("export-first", 0, cli.run("export", "s", "-m", "the first\nof many"));
    assertSays("export-unchanged", 0, cli.run("export", "s"));
    assertSays("export-unchanged-json", 0, cli.run("export", "s", "-q", "--format", "json"));
    assertSays("check-equal", 0, cli.run("export", "s", "--check", "--quiet"));
    assertSays("check-equal-json", 0, cli.run("export", "s", "--check", "-q", "--format=json"));
    assertSays("export-forced-quiet", 0, cli.run("export", "s", "--force", "--quiet"));
    change(database);
    assertSays("export-json", 0, cli.run("export", "s", "-q", "--format", "json"));
    assertSays("list-exports", 0, cli.run("list-exports"));
    assertSays("list-exports-json", 0, cli.run("list-exports", "s", "--format", "json"));
  }

  @Test
  void aPartOfAScenarioIsAVersionThatNeverCountsAsTheLatest() throws IOException {
    Cli cli = new Cli(folder).config(database(), WHOLE);
    cli.run("export", "s");
    assertSays("export-part", 0, cli.run("export", "s", "--only", "team"));
    assertSays("list-part", 0, cli.run("list-exports"));
    Path pointer = cli.snapshots().resolve("s/latest.sql");
    assertThat(pointer.toRealPath().getFileName().toString()).startsWith("s_v1_");
    assertThat(cli.run("export", "s", "--only", "team").out())
        .isEqualTo("s: nothing changed since v2\n");
    assertSays("check-equal", 0, cli.run("export", "s", "--check", "--quiet"));
    assertThat(cli.run("export", "s").out()).isEqualTo("s: nothing changed since v1\n");
    assertSays("check-part", 2, cli.run("export", "s", "--check", "--exclude", "team"));
  }

  @Test
  void aPartAloneIsNothingToCompareWith() {
    Cli cli = new Cli(folder).config(database(), WHOLE);
    cli.run("export", "s", "--exclude", "person");
    assertThat(cli.snapshots().resolve("s/latest.sql")).doesNotExist();
    assertSays("check-without-whole", 4, cli.run("export", "s", "--check"));
  }

  @Test
  void checkOfADatabaseThatChanged() throws IOException {
    TestDatabase database = database();
    Cli cli = new Cli(folder).config(database, WHOLE);
    cli.run("export", "s");
    List<Path> before = files(cli.snapshots());
    change(database);
    assertSays("check-differs", 1, cli.run("export", "s", "--check", "--quiet"));
    assertSays(
        "check-differs-json", 1, cli.run("export", "s", "--check", "-q", "--format", "json"));
    assertThat(files(cli.snapshots())).isEqualTo(before);
  }

  private static void change(TestDatabase database) {
    database.execute(
        "INSERT INTO person VALUES (4, 1, 'Dan', 'dan@x'); DELETE FROM person WHERE id = 3;"
            + " UPDATE person SET name = name || '!' WHERE id < 3; DELETE FROM team WHERE id = 2");
  }

  private static TestDatabase database() {
    return TestServer.main().database(SCHEMA);
  }

  private static String address(String rest) {
    return "version: 1\ndatabases:\n  dev: { url: \"postgresql://" + rest + "\" }\n" + PART;
  }

  /** A new role that may log in and nothing else. */
  private static String role(TestDatabase database) {
    String role = database.name() + "_role";
    database.execute("CREATE ROLE " + role + " LOGIN; GRANT USAGE ON SCHEMA public TO " + role);
    return role;
  }

  private void assertFails(String golden, Cli.Run run) {
    assertFails(run.exit(), run);
    assertSays(golden, run.exit(), run);
  }

  private void assertFails(int exit, Cli.Run run) {
    assertThat(run.exit()).as(run.transcript()).isEqualTo(exit).isNotZero().isNotEqualTo(70);
    assertThat(files(folder.resolve("snapshots"))).isEmpty();
    assertThat(run.transcript()).doesNotContain("Exception", "io.loomctl", "java.");
  }

  private void assertSays(String golden, int exit, Cli.Run run) {
    new GoldenFiles(folder).assertSays(golden, exit, run);
  }

  private static List<Path> files(Path root) {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
