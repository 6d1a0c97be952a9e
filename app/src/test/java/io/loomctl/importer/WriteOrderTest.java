package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables whose generated columns read other tables have to be written later than those; deletions,
 * references and unique values must bear that.
 */
class WriteOrderTest {

  /** A region's label is computed from words, so regions are written after words. */
  private static final String SCHEMA =
      """
      CREATE TABLE words (id int PRIMARY KEY, word text NOT NULL);
      CREATE FUNCTION word(int) RETURNS text LANGUAGE sql IMMUTABLE AS
        'SELECT word FROM words WHERE id = $1';
      CREATE TABLE countries (id int PRIMARY KEY, code text NOT NULL UNIQUE);
      CREATE TABLE places (
        id int PRIMARY KEY, country_id int NOT NULL REFERENCES countries ON DELETE %1$s,
        name text NOT NULL UNIQUE);
      CREATE TABLE labels (
        id int PRIMARY KEY, place_id int NOT NULL REFERENCES places ON DELETE %1$s,
        word_id int NOT NULL, label text GENERATED ALWAYS AS (word(word_id)) STORED);
      """;

  private static final String ROWS =
      """
      INSERT INTO words VALUES (1, 'one'), (2, 'two');
      INSERT INTO countries VALUES (1, 'de'), (2, 'fr');
      INSERT INTO places VALUES (1, 1, 'Ulm'), (2, 2, 'Metz');
      INSERT INTO labels VALUES (1, 1, 1), (2, 2, 2);
      """;

  @TempDir Path folder;

  @Test
  void aGrandparentGoesNoEarlierThanItsGrandchildren() {
    check(
        "NO ACTION",
        """
        INSERT INTO words VALUES (3, 'three');
        INSERT INTO countries VALUES (3, 'it');
        INSERT INTO places VALUES (3, 3, 'Rom');
        INSERT INTO labels VALUES (3, 3, 3);
        """);
  }

  @Test
  void aGrandparentThatCascadesGoesNoEarlierThanItsGrandchildren() {
    check(
        "CASCADE",
        """
        INSERT INTO words VALUES (3, 'three');
        INSERT INTO countries VALUES (3, 'it');
        INSERT INTO places VALUES (3, 3, 'Rom');
        INSERT INTO labels VALUES (3, 3, 3);
        """);
  }

  @Test
  void childrenMoveAwayFromAParentThatGoes() {
    check(
        "CASCADE",
        """
        INSERT INTO countries VALUES (3, 'it');
        INSERT INTO places VALUES (3, 3, 'Rom');
        UPDATE places SET country_id = 3;
        UPDATE labels SET place_id = 3;
        """);
  }

  @Test
  void aGeneratedColumnIsComputedAnewWhenWhatItReadsChanges() {
    check("NO ACTION", "UPDATE words SET word = 'deux' WHERE id = 2; UPDATE labels SET id = id");
  }

  private void check(String action, String mutation) {
    TestDatabase source = TestServer.main().database(SCHEMA.formatted(action) + ROWS);
    TestDatabase target = TestServer.main().database(SCHEMA.formatted(action) + ROWS + mutation);
    Transfer transfer = Transfer.of(folder, source, target, "");
    transfer.run();
    target.assertSameContents(source);
    assertThat(transfer.total().written()).isZero();
  }
}
