package io.loomctl.importer;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others who read, write, lock, export and import while an import runs. */
class ImportConcurrencyTest {

  /** In every state that a transaction leaves behind, all rows of both tables have one mark. */
  private static final String SCHEMA =
      """
      CREATE TABLE author (id integer PRIMARY KEY, mark integer NOT NULL);
      CREATE TABLE book (id integer PRIMARY KEY, author_id integer NOT NULL REFERENCES author,
        mark integer NOT NULL);
      CREATE TABLE loan (id integer PRIMARY KEY, book_id integer REFERENCES book ON DELETE CASCADE);
      CREATE TABLE fine (id integer PRIMARY KEY, book_id integer REFERENCES book ON DELETE SET NULL);
      INSERT INTO author SELECT i, 1 FROM generate_series(1, 500) AS i;
      INSERT INTO book SELECT i, i % 500 + 1, 1 FROM generate_series(1, 2000) AS i;
      """;

  private static final String YAML =
      """
      scenarios:
        books: { tables: { book: {}, author: {} } }
        authors: { tables: { author: {} } }
        some: { tables: { book: { where: "id < 1000" } } }
      """;

  /** Another mark everywhere, rows that are gone, rows that are new. */
  private static final String CHANGE =
      "DELETE FROM book WHERE id %% 10 = 3; UPDATE author SET mark = %1$d; UPDATE book SET mark = %1$d;"
          + " INSERT INTO book SELECT id + 5000, id, mark FROM author WHERE id < 50";

  private static final String MARKS =
      "SELECT min(mark), max(mark), count(*) FROM (SELECT mark FROM author UNION ALL SELECT mark"
          + " FROM book) AS m";

  @TempDir Path folder;

  private TestDatabase database;
  private Cli cli;

  @BeforeEach
  void setUp() {
    database = TestServer.main().database(SCHEMA);
    cli = new Cli(folder).config(database, YAML);
  }

  @Test
  void aRowThatSomebodyAddsBelowADeletedOneMeanwhileIsSeenAndKept() throws SQLException {
    for (String child : List.of("loan", "fine")) {
      Path snapshot = cli.export("books");
      database.execute("INSERT INTO book VALUES (9000, 1, 1)");
      try (Connection other = database.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("INSERT INTO " + child + " VALUES (1, 9000)");
        CompletableFuture<Cli.Run> run = start("import", "--file", snapshot.toString());
        awaitWaiting();
        other.commit();
        Cli.Run ended = run.join();
        assertThat(ended.exit()).as(ended.transcript()).isEqualTo(6);
        assertThat(ended.err())
            .contains("1 row of public.book to delete → 1 row of public." + child)
            .contains("Nothing was changed.");
        assertThat(database.query("SELECT book_id FROM " + child)).containsExactly("9000");
      }
      database.execute("DELETE FROM loan; DELETE FROM fine; DELETE FROM book WHERE id = 9000");
    }
  }

  private CompletableFuture<Cli.Run> start(String... args) {
    return CompletableFuture.supplyAsync(() -> cli.run(args));
  }

  /** Until one of loomctl's statements waits for somebody else's lock. */
  private void awaitWaiting() {
    long start = System.nanoTime();
    while (database.count(
            "pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
        == 0) {
      assertThat(System.nanoTime() - start).as("waiting").isLessThan(TimeUnit.MINUTES.toNanos(1));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
