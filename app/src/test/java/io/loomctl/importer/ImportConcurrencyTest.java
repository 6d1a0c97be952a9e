package io.loomctl.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
      "DELETE FROM book WHERE id %% 10 = 3; UPDATE author SET mark = %1$d; UPDATE book SET mark ="
          + " %1$d; INSERT INTO book SELECT id + 5000, id, mark FROM author WHERE id < 50";

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

  /** PartialImportTest has it for tables that the config knows. */
  @Test
  void aRowThatSomebodyAddsMeanwhileInASchemaThatTheConfigDoesNotKnowIsSeenAndKept()
      throws SQLException {
    database.execute(
        "CREATE SCHEMA archive; CREATE TABLE archive.loan (id integer PRIMARY KEY, book_id integer"
            + " REFERENCES book ON DELETE CASCADE)");
    Path snapshot = cli.export("books");
    database.execute("INSERT INTO book VALUES (9000, 1, 1)");
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO archive.loan VALUES (1, 9000)");
      CompletableFuture<Cli.Run> run = start("import", "--file", snapshot.toString());
      awaitWaiting();
      other.commit();
      assertThat(run.join().exit()).as(run.join().transcript()).isEqualTo(6);
    }
    assertThat(database.query("SELECT book_id FROM archive.loan")).containsExactly("9000");
  }

  @Test
  void readersSeeTheOldRowsOrTheNewOnesAndNeverAMixture() throws Exception {
    String snapshot = cli.export("books").toString();
    List<String> old = database.query(MARKS);
    database.execute(CHANGE.formatted(2));
    String other = cli.export("books").toString();
    List<String> changed = database.query(MARKS);
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Set<String>> seen = CompletableFuture.supplyAsync(() -> read(enough));
    try (Connection repeatable = database.connect();
        Statement reader = repeatable.createStatement()) {
      repeatable.setAutoCommit(false);
      repeatable.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(marks(reader)).isEqualTo(changed.get(0));
      for (int i = 0; i < 3; i++) {
        succeeds(cli.run("import", "books", "--file", snapshot));
        assertThat(marks(reader)).isEqualTo(changed.get(0));
        succeeds(cli.run("import", "books", "--file", other));
      }
    } finally {
      enough.set(true);
    }
    assertThat(seen.get(1, TimeUnit.MINUTES)).containsExactlyInAnyOrder(old.get(0), changed.get(0));
  }

  private Set<String> read(AtomicBoolean enough) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      Set<String> seen = new HashSet<>();
      while (!enough.get()) {
        seen.add(marks(statement));
      }
      return seen;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String marks(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(MARKS)) {
      row.next();
      return row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3);
    }
  }

  @Test
  void importsOfOneScenarioQueueUpAndOfSeveralDoNotGetInEachOthersWay() {
    String books = cli.export("books").toString();
    String authors = cli.export("authors").toString();
    String some = cli.export("some").toString();
    var before = database.contents();
    for (int round = 0; round < 2; round++) {
      database.execute(CHANGE.formatted(round + 2));
      List<CompletableFuture<Cli.Run>> runs = new ArrayList<>();
      for (String file : List.of(books, some, books, authors)) {
        runs.add(start("import", "--file", file, "--lock-timeout", "1min"));
      }
      runs.forEach(run -> succeeds(run.join()));
      assertThat(database.contents()).isEqualTo(before);
    }
  }

  @Test
  void anExportMeanwhileSeesOneState() throws Exception {
    String snapshot = cli.export("books").toString();
    database.execute(CHANGE.formatted(2));
    String other = cli.export("books").toString();
    Set<String> bodies = Set.of(Cli.body(Path.of(snapshot)), Cli.body(Path.of(other)));
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Cli.Run> run =
          start("import", "--file", i % 2 == 0 ? snapshot : other, "--strategy", "replace");
      while (!run.isDone()) {
        assertThat(Cli.body(cli.export("books"))).isIn(bodies);
      }
      succeeds(run.get());
    }
  }

  @Test
  void aLockOfSomebodyElseIsWaitedForAsLongAsTold() throws SQLException {
    String snapshot = cli.export("books").toString();
    database.execute(CHANGE.formatted(2));
    var before = database.contents();
    for (String lock :
        List.of(
            "LOCK TABLE book IN SHARE MODE",
            "SELECT pg_advisory_lock(hashtextextended('loomctl import books', 0))")) {
      try (Connection other = database.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute(lock);
        Cli.Run run = cli.run("import", "--file", snapshot, "--lock-timeout", "100ms");
        assertThat(run.exit()).as(run.transcript()).isEqualTo(5);
        assertThat(run.err())
            .containsPattern("(public.book is locked|another import of \"books\" is under way)")
            .contains("; waited 100 ms for it to end\n", "\nNothing was changed.\n")
            .containsPattern("  the lock is held by session \\d+ of role \"\\w+\" \\(.*\\)\n")
            .contains("--lock-timeout");
        assertThat(database.contents()).isEqualTo(before);
      }
    }
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE book IN SHARE MODE");
      CompletableFuture<Cli.Run> run = start("import", "--file", snapshot);
      awaitWaiting();
      other.commit();
      succeeds(run.join());
    }
    assertThat(database.query(MARKS)).containsExactly("1|1|2500");
  }

  /** The longest that a role, a database or the server may let a session be. */
  @Test
  void timeoutsOfTheRoleDoNotEndAnImport() {
    String snapshot = cli.export("books").toString();
    database.execute(CHANGE.formatted(2));
    for (String setting :
        List.of(
            "statement_timeout = '20ms'",
            "lock_timeout = '1ms'",
            "idle_in_transaction_session_timeout = '20ms'",
            "default_transaction_read_only = on",
            "default_transaction_isolation = 'serializable'",
            "default_transaction_deferrable = on",
            "search_path = nowhere",
            "client_encoding = 'LATIN1'",
            "DateStyle = 'SQL, DMY'",
            "session_replication_role = 'origin'")) {
      database.server().execute("ALTER DATABASE " + database.name() + " SET " + setting);
    }
    succeeds(cli.run("import", "--file", snapshot));
    database.server().execute("ALTER DATABASE " + database.name() + " RESET ALL");
    assertThat(database.query(MARKS)).containsExactly("1|1|2500");
  }

  private static void succeeds(Cli.Run run) {
    assertThat(run.exit()).as(run.transcript()).isZero();
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
