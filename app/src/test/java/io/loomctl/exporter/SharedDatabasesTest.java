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

/** Other people's databases, whole and in parts. */
class SharedDatabasesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "crearis", "loom", "pagila"})
  void aWholeDatabaseSurvives(String name) {
    TestDatabase full = TestServer.main().database(SharedDatabases.withData(name));
    RoundTrip.check(folder, full, TestServer.main().database(SharedDatabases.empty(name)), "");
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
    TestDatabase full = TestServer.main().database(SharedDatabases.withData(name));
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
    TestDatabase empty = TestServer.main().database(SharedDatabases.empty(name));
    Replay.into(empty, snapshot);
    assertThat(totalRows(empty)).isEqualTo(rows);
    Replay.into(empty, snapshot);
    assertThat(totalRows(empty)).as("replayed over itself").isEqualTo(rows);
  }

  private static long totalRows(TestDatabase database) {
    return database.contents().values().stream().mapToLong(java.util.List::size).sum();
  }
}
