package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delta alone, in a database whose ids are others than where it was taken. */
class DeltaImportTest {

  private static final String SCHEMA =
      """
      CREATE TABLE team (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
      CREATE TABLE person (id serial PRIMARY KEY, email text UNIQUE NOT NULL,
        team int REFERENCES team, boss int REFERENCES person);
      CREATE TABLE note (id int PRIMARY KEY, author int NOT NULL REFERENCES person, body text);
      CREATE TABLE log (line text NOT NULL);
      """;

  private static final String ROWS =
      """
      INSERT INTO team (name) VALUES ('red'), ('blue');
      INSERT INTO person (email, team, boss) VALUES ('ada', 1, NULL), ('bob', 2, 1), ('cid', 2, 2);
      INSERT INTO note VALUES (1, 1, 'one'), (2, 2, 'two'), (3, 3, 'three');
      INSERT INTO log VALUES ('a'), ('a'), ('a'), ('b');
      """;

  /** Others have the ids already. */
  private static final String OTHERS =
      """
      INSERT INTO team (name) VALUES ('green'), ('grey'), ('gold');
      INSERT INTO person (email, team) VALUES ('xen', 1), ('yui', 2), ('zoe', 3), ('wim', 3);
      """;

  private static final String YAML =
      """
      tables:
        team: { key: [name] }
        person: { key: [email] }
      scenarios:
        it:
          tables:
            team: { where: "name IN ('red', 'blue')" }
            person: { where: "email < 'm'" }
            note: {}
            log: {}
      """;

  private static final String MEANING =
      """
      SELECT concat_ws(' ', 'person', p.email, t.name, b.email) FROM person p
        LEFT JOIN team t ON t.id = p.team LEFT JOIN person b ON b.id = p.boss
      UNION ALL SELECT concat_ws(' ', 'note', n.id, p.email, n.body) FROM note n
        JOIN person p ON p.id = n.author
      UNION ALL SELECT 'team ' || name FROM team
      UNION ALL SELECT 'log ' || line FROM log
      ORDER BY 1
      """;

  @TempDir Path folder;

  private TestDatabase source;
  private TestDatabase target;
  private Cli cli;

  @BeforeEach
  void setUp() {
    source = TestServer.main().database(SCHEMA + ROWS);
    target = TestServer.main().database(SCHEMA + OTHERS);
    cli = new Cli(folder).config(Map.of("source", source, "target", target), YAML);
    done("export", "it", "--db", "source");
    done("import", "it", "--db", "target");
  }

  private void change(String sql) {
    source.execute(sql);
    done("export", "it", "--since", "latest", "--db", "source");
  }

  private Cli.Run done(String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
    return run;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE note SET author = 3 WHERE id = 1",
        "UPDATE note SET body = NULL",
        "DELETE FROM note WHERE id = 2",
        "INSERT INTO note VALUES (4, 2, 'four')",
        "INSERT INTO person (email, team, boss) VALUES ('dot', 1, 3); INSERT INTO note VALUES (5, 4, 'x')",
        "UPDATE person SET boss = 3 WHERE email = 'ada'",
        "UPDATE person SET team = 1",
        "DELETE FROM note WHERE author = 3; DELETE FROM person WHERE email = 'cid'",
        "INSERT INTO team (name) VALUES ('new'); UPDATE team SET name = 'old' WHERE name = 'red';"
            + " UPDATE team SET name = 'red' WHERE name = 'new'",
        "DELETE FROM log WHERE ctid = (SELECT min(ctid) FROM log WHERE line = 'a')",
        "DELETE FROM log WHERE line = 'a'",
        "INSERT INTO log VALUES ('a'), ('c')",
        "UPDATE person SET email = 'abc' WHERE email = 'bob'"
      })
  void theTargetIsAsAfterAWholeImport(String sql) {
    TestDatabase other = target.server().copyOf(target);
    change(sql);
    done("import", "it", "--delta", "--db", "target");
    cli.config(Map.of("source", source, "target", other), YAML);
    done("import", "it", "--db", "target");
    assertThat(target.query(MEANING)).isEqualTo(other.query(MEANING));
  }

  @Test
  void aDeltaIsNotImportedTwice() {
    change("UPDATE note SET body = 'new' WHERE id = 1; DELETE FROM note WHERE id = 2");
    done("import", "it", "--delta", "--db", "target");
    List<String> before = target.query(MEANING);
    Cli.Run again = cli.run("import", "it", "--delta", "--db", "target");
    assertThat(again.exit()).isEqualTo(6);
    assertThat(again.err())
        .contains(
            """
            public.note: of the rows that the delta changes 1 are not there, 1 are different
              id 1 is different
              id 2 is not there
            """);
    assertThat(target.query(MEANING)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE note SET body = 'other' WHERE id = 1",
        "UPDATE note SET author = (SELECT id FROM person WHERE email = 'zoe') WHERE id = 1",
        "DELETE FROM note WHERE id = 2",
        "INSERT INTO note VALUES (9, 1, 'theirs')",
        "DELETE FROM log"
      })
  void aTargetThatDoesNotHoldTheBaseIsLeftAlone(String sql) {
    change(
        "UPDATE note SET body = 'new' WHERE id = 1; DELETE FROM note WHERE id = 2; DELETE FROM log"
            + " WHERE line = 'b'; INSERT INTO note VALUES (9, 2, 'ours')");
    target.execute(sql);
    List<String> before = target.query(MEANING);
    Cli.Run run = cli.run("import", "it", "--delta", "--db", "target");
    assertThat(run.exit()).as(run.transcript()).isEqualTo(6);
    assertThat(run.err()).contains("import without --delta").contains("Nothing was changed");
    assertThat(target.query(MEANING)).isEqualTo(before);
  }

  @Test
  void rowsThatTheDeltaDoesNotChangeMayBeOthers() {
    change("UPDATE note SET body = 'new' WHERE id = 1");
    target.execute("UPDATE note SET body = 'mine' WHERE id = 3; DELETE FROM log");
    done("import", "it", "--delta", "--db", "target");
    assertThat(target.query("SELECT body FROM note ORDER BY id"))
        .containsExactly("new", "two", "mine");
  }

  @Test
  void aWholeSnapshotIsNoDelta() {
    Cli.Run run = cli.run("import", "it", "--delta", "--db", "target");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("this is a whole snapshot: --delta has no use with it");
  }
}
