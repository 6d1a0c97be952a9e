package io.loomctl.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.testing.Cli;
import io.loomctl.testing.Replay;
import io.loomctl.testing.SharedDatabases;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases of other people's projects, where they are there. */
class SharedDatabasesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "crearis", "loom", "pagila"})
  void aWholeDatabaseSurvives(String name) {
    TestDatabase full = TestServer.main().database(SharedDatabases.read(name));
    RoundTrip.check(folder, full, emptyCopy(name), "");
  }

  /** The totals were counted independently: rows reached over foreign keys. */
  @ParameterizedTest
  @CsvSource({
    "crearis, 40, projects, domaincode = 'augsburg', none",
    "crearis, 246, projects, domaincode = 'augsburg', all",
    "loom, 3, projects, id = 'proj-a-leaf', none",
    "loom, 479, projects, id = 'proj-a-leaf', all",
    "pagila, 149, customer, customer_id = 1, all",
    "pagila, 2, film, film_id = 1, none"
  })
  void aPartHoldsWhatTheRulesAskForAndReplays(
      String name, long rows, String table, String where, String children) throws IOException {
    TestDatabase full = TestServer.main().database(SharedDatabases.read(name));
    Cli cli =
        new Cli(folder)
            .config(
                full,
                "scenarios:\n  part:\n    tables: { %s: { where: \"%s\" } }\n    children: %s\n"
                    .formatted(table, where, children));
    Path snapshot = cli.export("part");
    String trailer = Files.readString(snapshot);
    assertThat(trailer.substring(trailer.lastIndexOf("},\"rows\":")))
        .startsWith("},\"rows\":" + rows + ",");
    TestDatabase empty = emptyCopy(name);
    Replay.into(empty, snapshot);
    assertThat(totalRows(empty)).isEqualTo(rows);
    Replay.into(empty, snapshot);
    assertThat(totalRows(empty)).as("replayed over itself").isEqualTo(rows);
  }

  private static long totalRows(TestDatabase database) {
    return database.contents().values().stream().mapToLong(java.util.List::size).sum();
  }

  /** The schema without rows: the triggers must not fire, nor references stand in the way. */
  private static TestDatabase emptyCopy(String name) {
    return TestServer.main()
        .database(
            SharedDatabases.read(name)
                + """
                ;
                SET session_replication_role = replica;
                DO $$ DECLARE t regclass; s regclass; BEGIN
                  FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r'
                             AND relnamespace = 'public'::regnamespace LOOP
                    EXECUTE format('DELETE FROM %s', t);
                  END LOOP;
                  FOR s IN SELECT oid FROM pg_class WHERE relkind = 'S'
                             AND relnamespace = 'public'::regnamespace LOOP
                    EXECUTE format('ALTER SEQUENCE %s RESTART', s);
                  END LOOP;
                END $$;
                SET session_replication_role = origin;
                """);
  }
}
