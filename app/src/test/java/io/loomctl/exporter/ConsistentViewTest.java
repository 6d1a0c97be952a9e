package io.loomctl.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration that commits after an export has looked at the schema, and before it reads rows. */
class ConsistentViewTest {

  private static final String SCHEMA =
      """
      CREATE TABLE shelf (id int PRIMARY KEY, name text);
      CREATE TABLE book (id int PRIMARY KEY, shelf_id int REFERENCES shelf, title text);
      INSERT INTO shelf VALUES (1, 'top'), (2, 'bottom');
      INSERT INTO book VALUES (1, 1, 'Emma'), (2, 2, 'Ulysses');
      """;

  private static final String SCENARIOS =
      "scenarios:\n  whole: {}\n  part: { tables: { book: { where: \"id = 1\" } } }\n";

  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation' AND database ="
          + " (SELECT oid FROM pg_database WHERE datname = current_database())";

  @TempDir Path folder;

  private final TestDatabase database = TestServer.main().database(SCHEMA);

  @ParameterizedTest
  @ValueSource(strings = {"whole", "part"})
  void aNewColumnIsInTheSnapshot(String scenario) throws SQLException {
    String body =
        exportDuring(
            scenario, "ALTER TABLE book ADD pages int; UPDATE book SET pages = 474 WHERE id = 1");
    assertThat(body).contains("\"title\", \"pages\")").contains("\n1\t1\tEmma\t474\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole", "part"})
  void aNewTableThatRowsNowReferenceIsInTheSnapshot(String scenario) throws SQLException {
    String body =
        exportDuring(
            scenario,
            """
            CREATE TABLE author (id int PRIMARY KEY, name text);
            INSERT INTO author VALUES (7, 'Jane Austen');
            ALTER TABLE book ADD author_id int REFERENCES author;
            UPDATE book SET author_id = 7 WHERE id = 1
            """);
    assertThat(body).contains("\n7\tJane Austen\n").contains("\n1\t1\tEmma\t7\n");
  }

  @Test
  void aTruncatedTableIsEmptyInTheSnapshot() throws SQLException {
    assertThat(exportDuring("whole", "TRUNCATE book")).contains("top").doesNotContain("Emma");
  }

  /** Runs the migration, and commits it when the export waits for one of the tables. */
  private String exportDuring(String scenario, String migration) throws SQLException {
    Cli cli = new Cli(folder).config(database, SCENARIOS);
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(migration);
      CompletableFuture<Path> export = CompletableFuture.supplyAsync(() -> cli.export(scenario));
      while (!export.isDone() && database.query(WAITING).equals(List.of("0"))) {
        LockSupport.parkNanos(5_000_000);
      }
      other.commit();
      return Cli.body(export.join());
    }
  }
}
