package io.loomctl.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.config.Config;
import io.loomctl.database.Database;
import io.loomctl.database.DatabaseAddress;
import io.loomctl.failure.Where;
import io.loomctl.scenario.ConsistentView;
import io.loomctl.scenario.Narrowing;
import io.loomctl.scenario.Selection;
import io.loomctl.testing.Cli;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables large enough to be read as they are stored. */
class StoredOrderTest {

  private static final String ROWS = "SELECT n, repeat('x', 60 + n % 90) FROM generate_series";

  @TempDir Path folder;

  private final TestDatabase database =
      TestServer.main().database("CREATE TABLE log (id int PRIMARY KEY, line text)");

  @Test
  void rowsThatWereAddedInOrderAreReadAsTheyAreStored() throws IOException {
    database.execute("INSERT INTO log " + ROWS + "(1, 40000) n");
    assertThat(isLikely()).isTrue();
    assertSorted();
  }

  @Test
  void rowsThatWereAddedInAnyOrderAreReadByTheirKey() throws IOException {
    database.execute("INSERT INTO log " + ROWS + "(1, 40000) n ORDER BY md5(n::text)");
    assertThat(isLikely()).isFalse();
    assertSorted();
  }

  @Test
  void anUpdatedTableIsReadByItsKey() throws IOException {
    database.execute("INSERT INTO log " + ROWS + "(1, 40000) n");
    database.execute("UPDATE log SET line = 'changed' WHERE id = 7");
    while (database.query("SELECT n_tup_upd FROM pg_stat_user_tables").equals(List.of("0"))) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(isLikely()).isFalse();
    assertSorted();
  }

  @Test
  void aRowThatNoSampleShowedToBeOutOfOrderMakesTheTableReadAgain() throws IOException {
    database.execute(
        "INSERT INTO log " + ROWS + "(1, 40000) n; INSERT INTO log VALUES (0, 'last')");
    assertThat(isLikely()).isTrue();
    assertSorted();
  }

  private boolean isLikely() throws IOException {
    Config config = Config.read(cli().configFile(), Map.of());
    DatabaseAddress address = DatabaseAddress.parse(database.url(), Map.of(), Where.NOWHERE);
    try (Database connected = Database.connect("db", address, Where.NOWHERE, 1)) {
      return new ConsistentView(
              connected, config, config.scenarios().get(0), Map.of(), Narrowing.NONE)
          .use(
              (session, plan) ->
                  new StoredOrder(Selection.evaluate(session, plan).get(0), Set.of())
                      .isLikely(session));
    }
  }

  private void assertSorted() throws IOException {
    List<String> expected =
        database.query("SELECT format(E'%s\\t%s', id, line) FROM log ORDER BY id");
    for (String jobs : List.of("1", "2")) {
      Path file = folder.resolve("snapshot.sql");
      assertThat(cli().run("export", "all", "--jobs", jobs, "-o", file.toString()).exit()).isZero();
      List<String> lines = Files.readAllLines(file);
      int from = lines.indexOf("COPY \"public\".\"log\" (\"id\", \"line\") FROM stdin;") + 1;
      assertThat(lines.subList(from, lines.indexOf("\\."))).isEqualTo(expected);
    }
  }

  private Cli cli() {
    return new Cli(folder).config(database, "scenarios:\n  all: {}\n");
  }
}
