package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One chain whose deltas are kept in every form that there is. */
class DeltaFormsTest {

  private static final String SCHEMA =
      """
      CREATE TABLE team (id serial PRIMARY KEY, name text UNIQUE NOT NULL);
      CREATE TABLE person (id serial PRIMARY KEY, email text UNIQUE NOT NULL,
        team int REFERENCES team, boss int REFERENCES person);
      CREATE TABLE note (id int PRIMARY KEY, author int NOT NULL REFERENCES person, body jsonb);
      CREATE TABLE log (line text NOT NULL);
      """;

  private static final String ROWS =
      """
      INSERT INTO team (name) VALUES ('red'), ('blue');
      INSERT INTO person (email, team, boss) VALUES ('ada', 1, NULL), ('bob', 2, 1), ('cid', 2, 2);
      INSERT INTO note VALUES (1, 1, '1'), (2, 2, '"two"'), (3, 3, '[3]');
      INSERT INTO log VALUES ('a'), ('a'), ('a'), (E'b\\t\\n\\\\');
      """;

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
            team: { where: "name !~ '^g'" }
            person: { where: "email < 'm'" }
            note: {}
            log: {}
      """;

  /** Who is who, whatever the ids; without those whom the scenario does not own. */
  private static final String MEANING =
      """
      SELECT concat_ws(' ', 'person', p.email, t.name, b.email) FROM person p
        LEFT JOIN team t ON t.id = p.team LEFT JOIN person b ON b.id = p.boss WHERE p.email < 'm'
      UNION ALL SELECT concat_ws(' ', 'note', n.id, p.email, n.body) FROM note n
        JOIN person p ON p.id = n.author
      UNION ALL SELECT 'team ' || name FROM team WHERE name !~ '^g'
      UNION ALL SELECT 'log ' || line FROM log
      ORDER BY 1
      """;

  private record Step(String change, String suffix, String packing) {}

  /** Each change adds, changes and removes rows of one or several tables, or moves references. */
  private static final List<Step> STEPS =
      List.of(
          new Step(
              "UPDATE note SET author = 3 WHERE id = 1; DELETE FROM log WHERE line = 'a'",
              ".delta.sql",
              ""),
          new Step(
              "INSERT INTO person (email, team, boss) VALUES ('dot', 1, 3);"
                  + " INSERT INTO note VALUES (4, 4, 'null'), (5, 4, NULL); DELETE FROM note WHERE id = 2",
              ".delta.inserts.sql",
              "--as inserts"),
          new Step(
              "UPDATE person SET boss = 4 WHERE email = 'ada'; INSERT INTO log VALUES ('+'), ('=')",
              ".delta.json",
              "--as json"),
          new Step(
              "DELETE FROM note WHERE author = 4; UPDATE team SET name = 'old' WHERE name = 'red'",
              ".delta.tar.gz",
              "--as bundle"),
          new Step(
              "UPDATE person SET email = 'abc', team = NULL WHERE email = 'bob'; DELETE FROM log",
              ".delta.sql.zst",
              "--compress zstd"),
          new Step(
              "UPDATE note SET body = '{\"a\": 1.10}'; INSERT INTO log VALUES ('a'), ('a'), ('')",
              ".delta.json.gz",
              "--as json-pretty --compress gzip"));

  @TempDir Path folder;

  @Test
  void aChainInEveryFormIsTheDatabaseAtEachStep() {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS);
    TestDatabase followed = TestServer.main().database(SCHEMA + OTHERS);
    TestDatabase late = followed.server().copyOf(followed);
    Cli cli =
        new Cli(folder).config(Map.of("source", source, "followed", followed, "late", late), YAML);
    done(cli, "export", "it", "--db", "source");
    done(cli, "import", "it", "--db", "followed");
    List<String> whole = new ArrayList<>();
    for (Step step : STEPS) {
      source.execute(step.change);
      String export = "export it --db source --since latest " + step.packing;
      done(cli, export.strip().split(" "));
      whole.add(Cli.body(cli.export("it", "--db", "source")));
      assertThat(file(cli, whole.size() + 1).toString()).endsWith(step.suffix);
      done(cli, "compare-exports", "it", "latest", "live", "--db", "source");
      done(cli, "import", "it", "--delta", "--db", "followed");
      assertThat(followed.query(MEANING)).as(step.change).isEqualTo(source.query(MEANING));
    }
    done(cli, "import", "it", "--db", "late");
    assertThat(late.query(MEANING)).isEqualTo(source.query(MEANING));
    done(cli, "validate", "--strict", "--family", "snapshots", "--db", "source");
    squashed(cli, whole);
    done(cli, "validate", "--strict", "--family", "snapshots", "--db", "source");
  }

  /** Some of the deltas lose their base before it is their turn. */
  private static void squashed(Cli cli, List<String> whole) {
    for (int version : List.of(4, 7, 2, 3, 6, 5)) {
      done(cli, "squash", "it", "v" + version);
      assertThat(Cli.body(file(cli, version))).isEqualTo(whole.get(version - 2));
    }
  }

  private static Path file(Cli cli, int version) {
    try (Stream<Path> files = Files.list(cli.snapshots().resolve("it"))) {
      return files
          .filter(file -> file.toString().contains("_v" + version + "_"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void done(Cli cli, String... args) {
    Cli.Run run = cli.run(args);
    assertThat(run.exit()).as(run.transcript()).isZero();
  }
}
