package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged snapshot is refused, or gives exactly the rows that the sound one gives. */
class DamagedSnapshotTest {

  private static final String SCHEMA =
      """
      CREATE TABLE team (id serial PRIMARY KEY, name text UNIQUE);
      CREATE TABLE person (id bigint PRIMARY KEY, team_id int NOT NULL REFERENCES team,
        boss_id bigint REFERENCES person, name text NOT NULL, born date);
      CREATE TABLE note (body text, about bigint REFERENCES person);
      CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER stamp BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION stamp();
      INSERT INTO team (name) SELECT 'Team ' || i FROM generate_series(1, 9) AS i;
      INSERT INTO person SELECT i, i % 9 + 1, nullif(i / 3, 0), 'Person ' || i, '2001-01-01'::date + i
        FROM generate_series(1, 30) AS i;
      INSERT INTO note SELECT E'a\\tb\\\\c ' || i % 7, i FROM generate_series(1, 20) AS i;
      """;

  private static final String CHANGE =
      "DELETE FROM note WHERE about > 12; UPDATE person SET name = 'Somebody', born = NULL WHERE id"
          + " < 20; INSERT INTO person VALUES (80, 2, 80, 'New', NULL); INSERT INTO note VALUES"
          + " ('new', 80)";

  private static final String YAML =
      """
      scenarios:
        direct: { tables: { team: {}, person: {}, note: {} } }
        staged: { tables: { person: { where: "id < 99" }, note: { where: "about < 99" } } }
      """;

  private static final int CHANGES = 100;
  private static final int CUTS = 25;

  @TempDir Path folder;

  private TestDatabase database;
  private Cli cli;

  @BeforeEach
  void setUp() {
    database = TestServer.main().database(SCHEMA);
    cli = new Cli(folder).config(database, YAML);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "staged"})
  void aByteThatChangedIsFoundOrMakesNoDifference(String scenario) {
    byte[] sound = read(cli.export(scenario));
    Random random = new Random(20_261_121);
    TreeMap<String, List<String>> original = database.contents();
    database.execute(CHANGE);
    TreeMap<String, List<String>> changed = database.contents();
    int refused = 0;
    for (int i = 0; i < CHANGES; i++) {
      byte[] damaged = sound.clone();
      int at = random.nextInt(sound.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      String what = "byte " + at + " of " + scenario + " is " + damaged[at];
      if (isRefused(damaged, what)) {
        assertThat(database.contents()).as(what).isEqualTo(changed);
        refused++;
      } else {
        assertThat(database.contents()).as(what).isEqualTo(original);
        database.execute(CHANGE);
      }
    }
    assertThat(refused).isGreaterThan(CHANGES * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "staged"})
  void aFileThatIsCutOffAnywhereIsRefused(String scenario) {
    byte[] sound = read(cli.export(scenario));
    Random random = new Random(20_261_122);
    database.execute(CHANGE);
    TreeMap<String, List<String>> before = database.contents();
    for (int i = 0; i < CUTS; i++) {
      int length = i < 3 ? sound.length - i - 1 : random.nextInt(sound.length);
      assertThat(isRefused(Arrays.copyOf(sound, length), "cut at " + length)).isTrue();
    }
    assertThat(database.contents()).isEqualTo(before);
  }

  private boolean isRefused(byte[] snapshot, String what) {
    try {
      Path file = Files.write(folder.resolve("damaged.sql"), snapshot);
      Cli.Run run = cli.run("import", "--file", file.toString());
      assertThat(run.exit()).as(what + "\n" + run.transcript()).isIn(0, 4);
      if (run.exit() == 4) {
        assertThat(run.err()).as(what).contains("damaged.sql", "Nothing was changed.");
      }
      return run.exit() == 4;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
