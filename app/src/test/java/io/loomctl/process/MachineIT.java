package io.loomctl.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.process.LoomctlProcess.Setup;
import io.loomctl.testing.Cli;
import io.loomctl.testing.Schemas;
import io.loomctl.testing.TestDatabase;
import io.loomctl.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same data gives the same bytes, however the machine and the server are set up. */
class MachineIT {

  /** The servers at both ends of what is supported. */
  enum Server {
    NEWEST,
    OLDEST;

    TestDatabase database() {
      TestServer server = this == NEWEST ? TestServer.main() : TestServer.oldest();
      return server.database(Schemas.withData(14));
    }
  }

  /** {@code slow} takes longer than any of the timeouts that the tests set. */
  private static final String YAML =
      """
      schemas: [public, cols]
      scenarios:
        columns: {}
        slow:
          tables:
            cols.intervals: { where: "pg_sleep(0.02) IS NOT NULL" }
            cols.floats: { where: "d > 0.1 OR id > 0" }
            cols.registered: {}
      """;

  private static final List<String> SETTINGS =
      List.of(
          "DateStyle = 'SQL, DMY'",
          "IntervalStyle = 'sql_standard'",
          "TimeZone = 'Asia/Kathmandu'",
          "bytea_output = 'escape'",
          "extra_float_digits = -15",
          "standard_conforming_strings = off",
          "default_transaction_read_only = on",
          "default_transaction_isolation = 'serializable'",
          "statement_timeout = '50ms'",
          "idle_in_transaction_session_timeout = '50ms'",
          "search_path = nowhere, cols, \"$user\", public",
          "xmloption = 'document'",
          "client_encoding = 'LATIN1'",
          "row_security = on");

  /** What an ordinary run writes. */
  private static final Map<String, List<String>> ORDINARY = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Server.class)
  void theJvmsZoneLocaleAndCharsetMakeNoDifference(Server server) {
    Setup other =
        place(server.database())
            .options(
                "-Duser.timezone=Asia/Kathmandu",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Dfile.encoding=ISO-8859-1");
    assertSame(other, server, "columns");
  }

  @ParameterizedTest
  @CsvSource({"C, slow", "C, columns", "tr_TR.UTF-8, columns"})
  void theProcessesLocaleMakesNoDifference(String locale, String scenario) {
    Setup other =
        place(Server.NEWEST.database())
            .environment("LC_ALL", locale)
            .environment("TZ", "Asia/Kathmandu");
    assertSame(other, Server.NEWEST, scenario);
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void theDatabasesSettingsMakeNoDifference(Server server) {
    TestDatabase database = server.database();
    SETTINGS.forEach(setting -> set(database, setting));
    assertThat(database.query("SHOW IntervalStyle")).containsExactly("sql_standard");
    assertSame(place(database), server, "columns");
    assertSame(place(database).options("-Duser.timezone=America/Caracas"), server, "slow");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void theWayTheServerQuotesNamesMakesNoDifference(Server server) {
    TestDatabase database = server.database();
    set(database, "quote_all_identifiers = on");
    assertSame(place(database), server, "slow");
  }

  @Test
  void theTimeoutForTransactionsOfNewerServersDoesNotEndAnExport() {
    TestDatabase database = Server.NEWEST.database();
    set(database, "transaction_timeout = '250ms'");
    assertSame(place(database), Server.NEWEST, "slow");
  }

  @ParameterizedTest
  @CsvSource({"columns", "slow"})
  void theServersVersionMakesNoDifference(String scenario) {
    assertSame(place(Server.NEWEST.database()), Server.OLDEST, scenario);
  }

  private static void set(TestDatabase database, String setting) {
    database.server().execute("ALTER DATABASE " + database.name() + " SET " + setting);
  }

  private Setup place(TestDatabase database) {
    return Workplace.in(folder, database, YAML).loomctl();
  }

  /** Checks that a run writes the body that an ordinary one writes from the same data. */
  private void assertSame(Setup other, Server server, String scenario) {
    List<String> found = body(other, scenario);
    List<String> expected =
        ORDINARY.computeIfAbsent(
            server + " " + scenario,
            key ->
                body(
                    Workplace.in(folder.resolve("ordinary"), server.database(), YAML).loomctl(),
                    scenario));
    assertThat(found).hasSizeGreaterThan(50).hasSameSizeAs(expected);
    for (int line = 0; line < found.size(); line++) {
      assertThat(found.get(line)).isEqualTo(expected.get(line));
    }
  }

  private static List<String> body(Setup setup, String scenario) {
    try {
      Path file = Files.createTempFile(setup.folder(), scenario, ".sql");
      setup.run("export", scenario, "-o", file.toString()).succeeded();
      return List.of(Cli.body(file).split("\n", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
