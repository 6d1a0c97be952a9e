package io.loomctl.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.testing.Cli;
import io.loomctl.testing.Replay;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot of some rows, replayed among rows that are none of its business. */
class PartialReplayTest {

  private static final String SCHEMA =
      """
      CREATE TABLE places (
        id int PRIMARY KEY, part_of int REFERENCES places, name text, twin int REFERENCES places);
      CREATE TABLE visits (
        id int PRIMARY KEY, place_id int NOT NULL REFERENCES places ON DELETE CASCADE, note json);
      CREATE TABLE remarks (visit_id int NOT NULL REFERENCES visits ON DELETE CASCADE, text text);
      CREATE TABLE photos (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        place_id int REFERENCES places ON DELETE SET NULL);
      CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.name := upper(NEW.name); RETURN NEW; END $$;
      CREATE TRIGGER shout BEFORE INSERT OR UPDATE ON places FOR EACH ROW EXECUTE FUNCTION shout();
      ALTER TABLE places DISABLE TRIGGER shout;
      INSERT INTO places VALUES
        (1, NULL, 'town', 2), (2, 1, 'park', NULL), (3, 2, 'bench', NULL), (9, NULL, 'sea', NULL);
      INSERT INTO visits VALUES (1, 2, '{"a": 1}'), (2, 3, NULL), (9, 9, NULL);
      INSERT INTO remarks VALUES (1, 'same'), (1, 'same'), (2, 'other');
      INSERT INTO photos (place_id) VALUES (2), (9);
      ALTER TABLE places ENABLE ALWAYS TRIGGER shout;
      """;

  /** The park and what is in it; the town is required, and references the park in turn. */
  private static final String SCENARIO =
      """
      scenarios:
        park:
          tables: { places: { where: "name = 'park'" } }
          children: [places, visits, remarks]
      """;

  @TempDir Path folder;

  @Test
  void aReplayPutsBackWhatTheScenarioOwnsAndLeavesTheRestAlone() {
    TestDatabase database = TestServer.main().database(SCHEMA);
    TestDatabase untouched = TestServer.main().database(SCHEMA);
    Path snapshot = new Cli(folder).config(database, SCENARIO).export("park");
    database.execute(
        """
        SET session_replication_role = replica;
        UPDATE visits SET note = '{"a": 2}' WHERE id = 1;
        DELETE FROM visits WHERE id = 2;
        INSERT INTO visits VALUES (3, 2, NULL);
        DELETE FROM remarks;
        INSERT INTO remarks VALUES (3, 'new');
        DELETE FROM places WHERE id = 3;
        INSERT INTO places VALUES (4, 2, 'pond', NULL);
        """);
    Replay.into(database, snapshot);
    database.assertSameContents(untouched);
    assertThat(database.query("SELECT tgenabled FROM pg_trigger WHERE tgname = 'shout'"))
        .containsExactly("A");
  }

  @Test
  void aReplayThatFailsChangesNothing() {
    TestDatabase database = TestServer.main().database(SCHEMA);
    Path snapshot = new Cli(folder).config(database, SCENARIO).export("park");
    database.execute(
        "UPDATE visits SET note = NULL; ALTER TABLE remarks ADD CHECK (text <> 'same') NOT VALID");
    database.execute("DELETE FROM remarks WHERE text = 'same'");
    var before = database.contents();
    assertThatThrownBy(() -> Replay.into(database, snapshot))
        .hasMessageContaining("remarks_text_check");
    assertThat(database.contents()).isEqualTo(before);
  }

  @Test
  void aSnapshotOfSomeRowsFillsAnEmptySchema() {
    TestDatabase database = TestServer.main().database(SCHEMA);
    TestDatabase empty =
        TestServer.main().database(SCHEMA + "TRUNCATE places, visits, remarks, photos; ");
    Path snapshot = new Cli(folder).config(database, SCENARIO).export("park");
    Replay.into(empty, snapshot);
    assertThat(empty.query("SELECT id, name FROM places ORDER BY id"))
        .containsExactly("1|town", "2|park", "3|bench");
    assertThat(empty.query("SELECT id, note FROM visits ORDER BY id"))
        .containsExactly("1|{\"a\": 1}", "2|null");
    assertThat(empty.query("SELECT visit_id, text FROM remarks ORDER BY 1"))
        .containsExactly("1|same", "1|same", "2|other");
    assertThat(empty.count("photos")).isZero();
  }
}
