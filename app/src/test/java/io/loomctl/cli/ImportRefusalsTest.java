package io.loomctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people read when the database, or a guard, does not let a snapshot in. Each time nothing was
 * changed.
 */
class ImportRefusalsTest {

  private static final String SCHEMA =
      """
      CREATE TYPE mood AS ENUM ('happy', 'sad');
      CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL);
      CREATE TABLE person (id int PRIMARY KEY, team_id int NOT NULL REFERENCES team,
        name text NOT NULL, mail text, country text, feels mood);
      CREATE TABLE task (id int PRIMARY KEY, person_id int REFERENCES person, title text);
      CREATE TABLE badge (id int PRIMARY KEY, person_id int REFERENCES person ON DELETE CASCADE);
      CREATE TABLE country (code text PRIMARY KEY);
      INSERT INTO country VALUES ('de'), ('fr');
      CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
      CREATE FUNCTION sunday() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN RAISE EXCEPTION 'not on Sundays' USING HINT = 'try it on Monday'; END$$;
      """;

  private static final String ROWS =
      """
      INSERT INTO team (name) VALUES ('Red'), ('Blue');
      INSERT INTO person VALUES (1, 1, 'Ada', 'ada@x', 'de', 'happy'),
        (2, 1, 'Bob', NULL, 'fr', 'sad'), (3, 2, 'Cyd', 'cyd@x', 'it', NULL);
      INSERT INTO task VALUES (1, 1, 'Think'), (2, 1, 'Write'), (3, 2, repeat('Call ', 30));
      """;

  private static final String YAML =
      """
      scenarios:
        s: { tables: { team: {}, person: {}, task: {} } }
      """;

  @TempDir static Path folder;

  private static Cli cli;
  private static Path snapshot;

  @BeforeAll
  static void export() throws IOException {
    cli = new Cli(folder).config(TestServer.main().database(SCHEMA + ROWS), YAML);
    snapshot = Files.move(cli.export("s"), folder.resolve("s.sql"));
  }

  /** A target without rows, which takes them by COPY. */
  private static TestDatabase empty(String sql) {
    return target(SCHEMA, sql);
  }

  /** A target with the snapshot's rows, which are compared and merged. */
  private static TestDatabase full(String sql) {
    return target(SCHEMA + ROWS, sql);
  }

  private static TestDatabase target(String schema, String sql) {
    TestDatabase target = TestServer.main().database(schema);
    target.execute(sql);
    cli.config(target, YAML);
    return target;
  }

  private static Cli.Run run(String... options) {
    List<String> all = new ArrayList<>(List.of("import", "--quiet", "--file", snapshot.toString()));
    all.addAll(List.of(options));
    return cli.run(all.toArray(String[]::new));
  }

  private static void refuses(TestDatabase target, String golden, int exit, String... options) {
    TreeMap<String, List<String>> before = target.contents();
    new GoldenFiles(folder).assertSays(golden, exit, run(options));
    assertThat(target.contents()).isEqualTo(before);
  }

  @Test
  void rowsThatReferenceWhatIsNotThere() {
    String key = "ALTER TABLE person ADD FOREIGN KEY (country) REFERENCES country";
    String others = "UPDATE person SET country = NULL WHERE id = 3;";
    refuses(empty(key), "import-23503-copied", 5);
    refuses(full(others + key), "import-23503-merged", 5);
    refuses(full(others + key + " DEFERRABLE INITIALLY DEFERRED"), "import-23503-deferred", 5);
  }

  @Test
  void rowsThatHaveTheValuesOfOthers() {
    refuses(empty("ALTER TABLE task ADD UNIQUE (person_id)"), "import-23505-copied", 5);
    TestDatabase other =
        full(
            "UPDATE person SET mail = NULL; INSERT INTO person VALUES (9, 1, 'Ida', 'ada@x');"
                + " ALTER TABLE person ADD UNIQUE (mail)");
    refuses(other, "import-23505-merged", 5, "--strategy", "merge");
    refuses(other, "import-23505-json", 5, "--strategy", "merge", "--format", "json");
    String exclusion = "DELETE FROM task; ALTER TABLE task ADD EXCLUDE (person_id WITH =)";
    refuses(full(exclusion), "import-23P01", 5);
  }

  @Test
  void rowsThatBreakConstraints() {
    String notNull = "ALTER TABLE person ALTER mail SET NOT NULL";
    String others = "UPDATE person SET mail = 'x' WHERE id = 2;";
    refuses(empty(notNull), "import-23502-copied", 5);
    refuses(full(others + notNull), "import-23502-merged", 5);
    String check = "ALTER TABLE task ADD CONSTRAINT no_calls CHECK (title !~ 'Call')";
    refuses(empty(check), "import-23514-copied", 5);
    refuses(full("DELETE FROM task WHERE id = 3;" + check), "import-23514-merged", 5);
  }

  @Test
  void valuesThatTheTypeDoesNotHave() {
    String mood = "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'";
    refuses(empty(mood), "import-22P02-copied", 5);
    refuses(full("UPDATE person SET feels = NULL;" + mood), "import-22P02-merged", 5);
    refuses(empty("ALTER TABLE task ALTER title TYPE varchar(4)"), "import-22001", 5);
  }

  @Test
  void aSchemaThatDoesNotFit() {
    TestDatabase target =
        empty(
            """
            DROP TABLE task;
            ALTER TABLE team ADD leader text NOT NULL;
            ALTER TABLE person DROP country, DROP name, ALTER mail TYPE json USING NULL;
            ALTER TABLE person ADD name text GENERATED ALWAYS AS ('x') STORED;
            """);
    cli.config(target, "scenarios: { s: {} }\n");
    refuses(target, "import-schema", 6);
    refuses(target, "import-schema-json", 6, "--format", "json", "--validate-only");
    TestDatabase part = full("");
    cli.config(part, "scenarios: { s: { tables: { team: {}, person: {} } } }\n");
    refuses(part, "import-not-in-scenario", 6);
  }

  @Test
  void rowsOfOthersThatADeletionWouldReach() {
    String badges =
        """
        INSERT INTO person VALUES (7, 1, 'Gil'), (8, 1, 'Hal');
        INSERT INTO badge SELECT i, 7 + i % 2 FROM generate_series(1, 1200) AS i;
        """;
    refuses(full(badges), "import-blast-radius", 6);
    refuses(full(badges), "import-blast-radius-json", 6, "--format", "json");
    String restrict =
        "ALTER TABLE badge DROP CONSTRAINT badge_person_id_fkey; ALTER TABLE badge ADD FOREIGN KEY"
            + " (person_id) REFERENCES person ON DELETE RESTRICT";
    refuses(full(badges + restrict), "import-blast-radius-restrict", 6);
  }

  @Test
  void rowsThatAreThereAlready() {
    TestDatabase target = full("UPDATE task SET title = 'x' WHERE id = 1");
    refuses(target, "import-conflict", 6, "--strategy", "fail-on-conflict");
  }

  @Test
  void keysThatFindSeveralRowsOrNone() {
    TestDatabase twice = full("UPDATE person SET mail = 'ada@x' WHERE id = 3");
    cli.config(twice, "tables: { person: { key: [mail] } }\n" + YAML);
    refuses(twice, "import-duplicate-in-database", 6);
    cli.config(twice, "tables: { task: { key: [person_id] } }\n" + YAML);
    refuses(twice, "import-duplicate-in-snapshot", 6);
    TestDatabase lookup =
        full("DELETE FROM task; DELETE FROM person; DELETE FROM team WHERE name = 'Blue'");
    cli.config(lookup, "tables: { team: { key: [name], lookup: true } }\n" + YAML);
    refuses(lookup, "import-lookup", 6);
    TestDatabase excluded = full("DELETE FROM task; DELETE FROM person");
    refuses(excluded, "import-excluded", 6, "--only", "task");
  }

  @Test
  void rightsThatAreMissing() {
    TestDatabase target = full("DELETE FROM task");
    String role = target.name() + "_role";
    target.execute(
        "CREATE ROLE %1$s LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO %1$s"
            .formatted(role));
    cli.config(target.as(role), YAML);
    refuses(target, "import-42501-write", 5);
    target.execute("GRANT INSERT, UPDATE, DELETE ON person, team, task TO " + role);
    target.execute("REVOKE SELECT ON task FROM " + role);
    refuses(target, "import-42501-read", 5);
    target.execute("GRANT SELECT ON task TO " + role);
    target.execute("REVOKE TEMP ON DATABASE " + target.name() + " FROM PUBLIC");
    refuses(target, "import-42501-temporary", 5);
    target.execute("GRANT TEMP ON DATABASE " + target.name() + " TO PUBLIC");
    target.execute("ALTER TABLE person ENABLE ROW LEVEL SECURITY");
    refuses(target, "import-row-security", 6);
  }

  @Test
  void triggersAndRules() {
    String empty = "DELETE FROM task;";
    String rule = "CREATE RULE quiet AS ON INSERT TO task DO INSTEAD NOTHING";
    refuses(full(empty + rule), "import-rule", 6, "--triggers", "on");
    String trigger = "CREATE TRIGGER t BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION ";
    refuses(full(empty + trigger + "nothing()"), "import-kept-back", 5, "--triggers", "on");
    refuses(full(empty + trigger + "sunday()"), "import-raised", 5, "--triggers", "on");
  }

  @Test
  void locksOfOthers() throws Exception {
    TestDatabase target = full("DELETE FROM task");
    target.server().execute("ALTER DATABASE " + target.name() + " SET deadlock_timeout = '300ms'");
    try (Connection other = target.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SET application_name = 'nightly job'; SET deadlock_timeout = '10min'");
      other.commit();
      statement.execute("LOCK TABLE person IN ROW EXCLUSIVE MODE");
      refuses(target, "import-55P03", 5, "--lock-timeout", "50ms");
      other.rollback();
      statement.execute("SELECT pg_advisory_xact_lock(hashtextextended('loomctl import s', 0))");
      refuses(target, "import-55P03-import", 5, "--lock-timeout", "1s");
      other.rollback();
      statement.execute("LOCK TABLE task IN ROW EXCLUSIVE MODE");
      CompletableFuture<Cli.Run> run = CompletableFuture.supplyAsync(ImportRefusalsTest::run);
      awaitWaiting(target);
      statement.execute("LOCK TABLE person IN ROW EXCLUSIVE MODE");
      new GoldenFiles(folder).assertSays("import-40P01", 5, run.get(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void anAdministratorWhoCancelsOrCuts() throws Exception {
    TestDatabase target = full("DELETE FROM task");
    for (String how : List.of("cancel", "terminate")) {
      try (Connection other = target.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("LOCK TABLE task IN ROW EXCLUSIVE MODE");
        CompletableFuture<Cli.Run> run = CompletableFuture.supplyAsync(ImportRefusalsTest::run);
        awaitWaiting(target);
        statement.execute("SELECT pg_" + how + "_backend(pid) FROM pg_locks WHERE NOT granted");
        new GoldenFiles(folder).assertSays("import-" + how, 5, run.get(1, TimeUnit.MINUTES));
      }
    }
  }

  /** Until the import waits for somebody else's lock. */
  private static void awaitWaiting(TestDatabase target) {
    long start = System.nanoTime();
    while (target.count(
            "pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
        == 0) {
      assertThat(System.nanoTime() - start).as("waiting").isLessThan(TimeUnit.MINUTES.toNanos(1));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
