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

/** What {@code why} says, and how rows can be named. */
@SuppressWarnings("NullAway.Init")
class WhyMessagesTest {

  private static final String SCHEMA =
      """
      CREATE SCHEMA other;
      CREATE TABLE country (code text PRIMARY KEY);
      CREATE TABLE person (id int PRIMARY KEY, mail text UNIQUE, country text REFERENCES country,
        boss_id int REFERENCES person);
      CREATE TABLE project (id int PRIMARY KEY, slug text NOT NULL UNIQUE, owner_id int REFERENCES person,
        backup_id int REFERENCES person);
      CREATE TABLE task (id int PRIMARY KEY, project_id int REFERENCES project, title text, label text);
      CREATE TABLE note (task_id int REFERENCES task, position int, body text,
        PRIMARY KEY (task_id, position));
      CREATE TABLE label (name text PRIMARY KEY);
      CREATE TABLE other.log (id int PRIMARY KEY, project_id int REFERENCES project);
      CREATE TABLE loose (a int, b text);
      INSERT INTO country VALUES ('at'), ('de'), ('fr');
      INSERT INTO person VALUES (1, 'ada@x', 'at', NULL), (2, 'bob@x', 'de', 1), (3, 'cyd@x', 'fr', 3),
        (4, '17', NULL, NULL);
      INSERT INTO project VALUES (1, 'apple', 2, 3), (2, 'berry', 3, NULL);
      INSERT INTO task VALUES (1, 1, 'peel', 'red'), (2, 1, 'core', NULL), (3, 2, 'wash', NULL),
        (4, NULL, 'rest', NULL);
      INSERT INTO note VALUES (1, 1, 'x'), (1, 2, 'y'), (3, 1, 'z');
      INSERT INTO label VALUES ('red'), ('a,b'), ('say "hi"'), ('k=v'), ('NULL'), ('x' || chr(10) || 'y');
      INSERT INTO other.log VALUES (1, 1);
      INSERT INTO loose VALUES (1, 'x'), (1, 'y'), (2, NULL);
      """;

  private static final String CONFIG =
      """
      tables:
        person: { key: [mail] }
        project: { exclude: [backup_id] }
        task: { references: { label: label.name } }
      scenarios:
        apple:
          params: { slug: apple }
          tables:
            project: { where: "slug = :slug" }
            task: { via: project_id, where: "title <> 'core'" }
            note: { via: task_id }
        below:
          tables: { project: { where: "id = 1" } }
          children: all
          stop: [no*]
        listed:
          tables: { project: { where: "id = 1" } }
          children: [label]
        alone:
          tables: { project: { where: "id = 1" } }
        everything: {}
      """;

  private static TestDatabase database;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    database = TestServer.main().database(SCHEMA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "named; 0; apple; project; 1",
        "everything; 0; everything; note; 1,2",
        "down; 0; apple; note; 1,2",
        "up; 0; apple; country; at",
        "virtual; 0; apple; label; red",
        "condition; 1; apple; project; 2",
        "via-condition; 1; apple; task; 2",
        "via-no-parent; 1; apple; task; 4",
        "via-parent; 1; apple; note; 3,1",
        "stop; 1; below; note; 1,1",
        "other-schema; 1; below; other.log; 1",
        "not-listed; 1; listed; task; 1",
        "no-children; 1; alone; task; 1",
        "excluded; 1; alone; person; 3",
        "no-rule; 1; alone; loose; b=x",
        "not-required; 1; apple; label; k=v",
        "missing; 1; apple; task; 77",
        "unknown-table; 2; apple; tasks; 1",
        "bad-key; 2; apple; task; one",
        "bad-size; 2; apple; note; 1,2,3",
        "bad-column; 2; apple; task; id=1,titel=peel",
        "several; 2; apple; loose; a=1",
        "open-quote; 2; apple; label; '\"red'",
        "unknown-scenario; 2; aple; task; 1",
      })
  void aRowIsExplained(String golden, int exit, String scenario, String table, String key) {
    Cli.Run run = cli().run("why", scenario, table, key, "-q");
    new GoldenFiles(folder).assertSays("why/" + golden, exit, run);
  }

  @Test
  void lookupTablesHaveNoChildrenAndAreNone() {
    Cli cli =
        new Cli(folder)
            .config(
                database,
                """
                tables: { country: { lookup: true }, task: { lookup: true } }
                scenarios:
                  countries: { tables: { country: {} }, children: all }
                  tasks: { tables: { project: {} }, children: all }
                """);
    GoldenFiles golden = new GoldenFiles(folder);
    golden.assertSays("why/lookup-parent", 1, cli.run("why", "countries", "person", "1", "-q"));
    golden.assertSays("why/lookup", 1, cli.run("why", "tasks", "task", "2", "-q"));
  }

  @Test
  void theSameForPrograms() {
    GoldenFiles golden = new GoldenFiles(folder);
    Cli cli = cli();
    golden.assertSays("why/json", 0, cli.run("why", "apple", "country", "at", "--format=json"));
    golden.assertSays("why/json-down", 0, cli.run("why", "apple", "note", "1,1", "--format=json"));
    golden.assertSays("why/json-out", 1, cli.run("why", "apple", "note", "3,1", "--format=json"));
    golden.assertSays(
        "why/json-missing", 1, cli.run("why", "apple", "task", "77", "--format=json"));
  }

  @Test
  void parametersAreThoseOfAnExport() {
    Cli.Run run = cli().run("why", "apple", "task", "3", "--param", "slug=berry", "-q");
    assertThat(run.exit()).as(run.transcript()).isZero();
    assertThat(run.out()).contains("rule  ", "slug = 'berry'");
    assertThat(cli().run("why", "apple", "task", "3", "--param", "slg=berry").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "label; a,b; name=a,b",
        "label; \"a,b\"; name=a,b",
        "label; name=\"a,b\"; name=a,b",
        "label; \"say \"\"hi\"\"\"; name=say \"hi\"",
        "label; k=v; name=k=v",
        "label; name=k=v; name=k=v",
        "label; \"NULL\"; name=NULL",
        "label; name=red; name=red",
        "public.note; 1,2; task_id=1, position=2",
        "note; position=2,task_id=1; task_id=1, position=2",
        "note; \"1\",\"2\"; task_id=1, position=2",
        "note; body=z; task_id=3, position=1",
        "person; ada@x; mail=ada@x",
        "person; 1; mail=ada@x",
        "person; 17; mail=17",
        "loose; a=2; a=2, b=NULL",
        "loose; b=NULL; a=2, b=NULL",
      })
  void aRowIsKnownByItsKeyOrByAnyColumns(String table, String key, String row) {
    Cli.Run run = cli().run("why", "everything", table, key, "-q");
    assertThat(run.exit()).as(run.transcript()).isZero();
    assertThat(run.out()).contains("(" + row + ") is in scenario");
  }

  @Test
  void valuesThatAreMaskedAreNotTold() {
    Cli cli =
        new Cli(folder)
            .config(
                database,
                """
                tables:
                  person: { key: [mail], mask: { mail: { sql: "'m' || id" }, country: null } }
                  loose: { mask: { b: null } }
                scenarios:
                  s: { tables: { project: {}, loose: {} } }
                """);
    Cli.Run country = cli.run("why", "s", "country", "de", "-q");
    assertThat(country.exit()).as(country.transcript()).isZero();
    assertThat(country.out())
        .contains("row   public.person(id=2)", "up    public.person(country=(masked)) → ")
        .doesNotContain("bob@x");
    Cli.Run loose = cli.run("why", "s", "loose", "b=y", "-q");
    assertThat(loose.out()).startsWith("public.loose(a=1, b=(masked)) is in scenario");
  }

  @Test
  void valuesCannotGiveOrdersToATerminal() {
    Cli.Run run = cli().run("why", "everything", "label", "x\ny", "-q");
    assertThat(run.exit()).as(run.transcript()).isZero();
    assertThat(run.out()).startsWith("public.label(name=x\\ny) is in scenario");
  }

  @Test
  void aTableThatTheRoleMayNotReadIsNoMistakeInTheKey() {
    String role = database.name() + "_role";
    database.execute(
        "CREATE ROLE %1$s LOGIN; GRANT USAGE ON SCHEMA public TO %1$s; GRANT SELECT ON country TO %1$s"
            .formatted(role));
    Cli cli =
        new Cli(folder).config(database.as(role), "scenarios: { s: { tables: { country: {} } } }");
    assertThat(cli.run("why", "s", "country", "at", "-q").exit()).isZero();
    Cli.Run unreadable = cli.run("why", "s", "person", "1", "-q");
    assertThat(unreadable.exit()).as(unreadable.transcript()).isEqualTo(5);
  }

  @Test
  void nothingIsWritten() {
    cli().run("why", "apple", "note", "1,1");
    assertThat(folder.resolve("snapshots")).doesNotExist();
  }

  private Cli cli() {
    return new Cli(folder).config(database, CONFIG);
  }
}
