package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which line of the file a message names when the server refuses a row: the right one or none. */
class RefusedRowTest {

  private static final String SCHEMA =
      """
      CREATE TABLE users (id serial PRIMARY KEY, mail text NOT NULL UNIQUE);
      CREATE TABLE posts (id serial PRIMARY KEY, author int NOT NULL REFERENCES users, slug text,
        title text, length int GENERATED ALWAYS AS (char_length(title)) STORED, tags text[]);
      CREATE TABLE visits (id int, day date, note text, PRIMARY KEY (id, day))
        PARTITION BY RANGE (day);
      CREATE TABLE visits_old (note text, day date NOT NULL, id int NOT NULL);
      ALTER TABLE visits ATTACH PARTITION visits_old FOR VALUES FROM ('2020-01-01') TO ('2025-01-01');
      CREATE TABLE visits_new PARTITION OF visits DEFAULT;
      """;

  private static final String ROWS =
      """
      INSERT INTO users (mail) VALUES ('ada'), ('bob'), ('cyd');
      INSERT INTO posts (author, slug, title, tags) VALUES
        (1, 'a', 'one, two', NULL), (2, 'b', 'null', '{x,NULL}'), (3, 'c', repeat('ü(', 40), '{}');
      INSERT INTO visits VALUES (1, '2024-01-01', 'a, b'), (2, '2026-01-01', NULL);
      """;

  /** Users have other ids here: whoever is 3 in the snapshot is 1. */
  private static final String OTHERS =
      """
      INSERT INTO users (mail) VALUES ('cyd'), ('bob'), ('ada');
      INSERT INTO visits VALUES (3, '2024-01-01', 'theirs');
      """;

  private static final String YAML = "tables: { users: { key: [mail] }, posts: { key: [slug] } }";

  @TempDir Path folder;

  private Transfer transfer(String sql) {
    TestDatabase source = TestServer.main().database(SCHEMA + ROWS);
    TestDatabase target = TestServer.main().database(SCHEMA + OTHERS);
    target.execute(sql);
    return Transfer.of(folder, source, target, YAML);
  }

  /** The row that the message's line number leads to. */
  private static String line(Transfer transfer, String message) {
    String place = transfer.snapshot() + ":";
    assertThat(message).startsWith("error: " + place);
    String number = message.substring(("error: " + place).length()).split(":", 2)[0];
    try {
      List<String> lines = Files.readAllLines(transfer.snapshot());
      return lines.get(Integer.parseInt(number) - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRowWhoseIdsWereRewrittenIsKnownByItsOtherValues() {
    for (String title : List.of("one, two", "null", "ü(".repeat(40))) {
      Transfer transfer = transfer("ALTER TABLE posts ADD CHECK (title <> '" + title + "')");
      String message = transfer.refused(5);
      assertThat(line(transfer, message)).contains("\t" + title + "\t");
      assertThat(message).contains("breaks the check constraint \"posts_title_check\"");
    }
  }

  /** The server speaks of author 1, who is cyd; the snapshot's author 1 is ada. */
  @Test
  void valuesThatMeanAnotherRowNameNone() {
    Transfer transfer =
        transfer(
            "INSERT INTO posts (author, slug) VALUES (1, 'theirs'); CREATE UNIQUE INDEX one ON"
                + " posts (author)");
    String message = transfer.refused(5, "--strategy", "merge");
    assertThat(message)
        .startsWith("error: " + transfer.snapshot() + ": public.posts: another row has the same")
        .contains("Key (author)=(1) already exists");
  }

  @Test
  void aRowOfAPartitionIsOneOfItsTable() {
    Transfer check = transfer("ALTER TABLE visits_old ADD CHECK (note <> 'a, b')");
    String message = check.refused(5);
    assertThat(line(check, message)).isEqualTo("1\t2024-01-01\ta, b");
    assertThat(message).contains(": public.visits id 1, day 2024-01-01: it breaks the check");
    Transfer notNull = transfer("ALTER TABLE visits_new ALTER note SET NOT NULL");
    assertThat(line(notNull, notNull.refused(5))).isEqualTo("2\t2026-01-01\t\\N");
  }
}
