package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.RandomMutator;
import io.loomctl.testing.Replay;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delta as psql runs it, in a database that is as the delta's base. */
class DeltaReplayTest {

  private static final String SCHEMA =
      """
      CREATE TABLE place (id int PRIMARY KEY, part_of int REFERENCES place, name text);
      CREATE TABLE person (id serial PRIMARY KEY, email text UNIQUE, boss int REFERENCES person,
        home int REFERENCES place);
      CREATE TABLE visit (person int REFERENCES person, place int REFERENCES place, note text,
        PRIMARY KEY (person, place)) PARTITION BY HASH (person);
      CREATE TABLE visit_0 PARTITION OF visit FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE visit_1 PARTITION OF visit FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      CREATE TABLE remark (person int REFERENCES person, line text, flag boolean);
      CREATE TABLE log (line text NOT NULL);
      INSERT INTO place SELECT n, nullif(n / 3, 0), 'place ' || n FROM generate_series(1, 12) n;
      INSERT INTO person (email, boss, home)
        SELECT 'p' || n, nullif(n / 2, 0), n FROM generate_series(1, 10) n;
      UPDATE person SET boss = 9 WHERE id = 1;
      INSERT INTO visit SELECT p, q, 'x' FROM generate_series(1, 8) p, generate_series(9, 12) q;
      INSERT INTO remark SELECT n % 4 + 1, 'same', NULL FROM generate_series(0, 15) n;
      INSERT INTO log SELECT 'line ' || n % 3 FROM generate_series(1, 12) n;
      """;

  private static final String WHOLE = "scenarios: { it: {} }\n";

  @TempDir Path folder;

  private static void done(Cli.Run run) {
    assertThat(run.exit()).as(run.transcript()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sql", "inserts"})
  void aDatabaseFollowsAnotherDeltaByDelta(String form) throws SQLException {
    TestDatabase source = TestServer.main().database(SCHEMA);
    follow(source, WHOLE, 6, form);
  }

  @Test
  void aDatabaseFollowsAnotherWhateverTheSchema() throws SQLException {
    TestDatabase source = TestServer.main().database(Schemas.withData(18));
    follow(source, WHOLE + Schemas.yaml(source), 2, "sql");
  }

  private void follow(TestDatabase source, String yaml, int steps, String form)
      throws SQLException {
    TestDatabase target = source.server().copyOf(source);
    Cli cli = new Cli(folder).config(source, yaml);
    done(cli.run("export", "it"));
    try (RandomMutator mutator = new RandomMutator(source, 11)) {
      for (int step = 0; step < steps; step++) {
        mutator.mutate(15);
        Path delta = cli.export("it", "--since", "latest", "--as", form);
        done(cli.run("export", "it"));
        Replay.into(target, delta);
        target.assertSameContents(source);
      }
    }
  }

  /** The people of the park, with those places that they live in. */
  private static final String SOME =
      """
      scenarios:
        it:
          tables:
            person: { where: "email < 'p3' AND id <> 10" }
            remark: { via: person }
      """;

  @Test
  void onlyRowsThatTheScenarioOwnsAreDeleted() {
    TestDatabase source = TestServer.main().database(SCHEMA + "UPDATE person SET boss = NULL;");
    source.execute("DELETE FROM visit");
    TestDatabase byDelta = source.server().copyOf(source);
    TestDatabase byWhole = source.server().copyOf(source);
    Cli cli = new Cli(folder).config(Map.of("db", source), SOME);
    done(cli.run("export", "it"));
    source.execute(
        """
        DELETE FROM remark WHERE person = 2;
        DELETE FROM person WHERE id = 2;
        INSERT INTO remark VALUES (1, 'new', true), (1, 'new', true);
        DELETE FROM remark WHERE ctid = (SELECT min(ctid) FROM remark WHERE person = 1);
        UPDATE person SET home = 7 WHERE id = 1;
        DELETE FROM log;
        """);
    Replay.into(byDelta, cli.export("it", "--since", "latest"));
    Replay.into(byWhole, cli.export("it"));
    byDelta.assertSameContents(byWhole);
    assertThat(byDelta.query("SELECT id FROM person ORDER BY id"))
        .containsExactly("1", "3", "4", "5", "6", "7", "8", "9", "10");
    assertThat(byDelta.query("SELECT home FROM person WHERE id = 1")).containsExactly("7");
    assertThat(byDelta.count("place")).as("required rows stay").isEqualTo(12);
    assertThat(byDelta.count("log")).as("no rows of other tables go").isEqualTo(12);
    assertThat(byDelta.query("SELECT person, line FROM remark ORDER BY 1, 2"))
        .containsExactlyElementsOf(source.query("SELECT person, line FROM remark ORDER BY 1, 2"));
  }
}
