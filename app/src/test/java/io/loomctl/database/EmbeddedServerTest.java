package io.loomctl.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.progress.ProgressListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** All tests share one config folder, so that the binaries are unpacked once. */
class EmbeddedServerTest {

  @TempDir static Path config;

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final ProgressListener progress =
      new ProgressListener() {
        @Override
        public void note(String message) {
          notes.add(message);
        }
      };

  @Test
  void the_first_start_makes_the_database_and_later_starts_use_it() throws Exception {
    seed("shop", "2_rows.sql", "INSERT INTO item VALUES (1, 'größer ?'), (2, '{ts x}')");
    seed("shop", "3.sql", "CREATE TABLE setting AS SELECT current_setting('TimeZone') AS zone");
    seed("shop", "1_tables.sql", "CREATE TABLE item (id int, name text);\nSELECT 1;");
    try (EmbeddedServer server = start("shop")) {
      assertThat(query(server, "SELECT string_agg(name, ',' ORDER BY id) FROM item"))
          .isEqualTo("größer ?,{ts x}");
      assertThat(query(server, "SELECT zone FROM setting")).isEqualTo("UTC");
      query(server, "DELETE FROM item WHERE id = 1 RETURNING id");
    }
    try (EmbeddedServer server = start("shop")) {
      assertThat(query(server, "SELECT name FROM item")).isEqualTo("{ts x}");
    }
    assertThat(notes)
        .containsExactly(
            "making the embedded PostgreSQL database \"shop\" (first use, a few seconds)",
            "using the embedded PostgreSQL 18 database \"shop\"",
            "using the embedded PostgreSQL 18 database \"shop\"");
  }

  @Test
  void the_server_is_set_up_the_same_on_every_machine() throws Exception {
    try (EmbeddedServer server = start("plain")) {
      assertThat(
              query(
                  server,
                  """
                  SELECT concat_ws(' ', current_database(), current_user,
                    current_setting('server_encoding'), datcollate, datctype,
                    current_setting('listen_addresses'),
                    '[' || current_setting('unix_socket_directories') || ']',
                    current_setting('synchronous_commit'))
                  FROM pg_database WHERE datname = current_database()
                  """))
          .isEqualTo("plain postgres UTF8 C C 127.0.0.1 [] on");
      assertThat(server.address().toString()).matches("postgres@127\\.0\\.0\\.1:\\d+/plain");
    }
  }

  @Test
  void a_closed_server_is_gone_and_can_be_closed_again() throws Exception {
    EmbeddedServer server = start("plain");
    server.close();
    server.close();
    assertThatThrownBy(() -> query(server, "SELECT 1")).isInstanceOf(SQLException.class);
    assertThat(PostmasterFile.in(data("plain"))).doesNotExist();
  }

  @Test
  void an_error_in_a_seed_file_names_its_line_and_the_next_start_begins_anew() throws Exception {
    seed("typo", "1.sql", "CREATE TABLE ä (id int);\n");
    Path wrong = seed("typo", "2.sql", "INSERT INTO ä VALUES (1); -- ü 😀\n\n  SELEC 2;\n");
    assertThatThrownBy(() -> start("typo"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .hasToString(wrong + ":3:3: syntax error at or near \"SELEC\""));
    assertThat(data("typo")).doesNotExist();

    seed("typo", "2.sql", "INSERT INTO ä VALUES (1); -- ü 😀\n\n  SELECT 2;\n");
    try (EmbeddedServer server = start("typo")) {
      assertThat(query(server, "SELECT count(*) FROM ä")).isEqualTo("1");
    }
  }

  @Test
  void a_seed_row_that_breaks_a_constraint_is_shown_in_the_servers_words() throws Exception {
    Path wrong =
        seed(
            "unique",
            "1.sql",
            "CREATE TABLE t (id int PRIMARY KEY);\nINSERT INTO t VALUES (1), (1)");
    assertThatThrownBy(() -> runSeeds("unique"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .hasToString(
                        wrong
                            + ": duplicate key value violates unique constraint \"t_pkey\""
                            + " (Key (id)=(1) already exists.)"));
  }

  @Test
  void copy_from_stdin_and_other_encodings_are_refused_in_seed_files() throws Exception {
    Path copy = seed("copy", "1.sql", "CREATE TABLE t (id int);\nCOPY t FROM stdin;\n1\n\\.\n");
    assertThatThrownBy(() -> runSeeds("copy"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(copy.toString());
    Path latin = config.resolve("copy/1.sql");
    Files.write(latin, "SELECT 'ä'".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> runSeeds("copy"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(latin + ": not UTF-8 text");
  }

  @Test
  void changed_seed_files_are_told_and_left_alone() throws Exception {
    seed("changed", "1.sql", "CREATE TABLE t (id int)");
    start("changed").close();
    seed("changed", "1.sql", "CREATE TABLE t (id bigint)");
    try (EmbeddedServer server = start("changed")) {
      assertThat(query(server, "SELECT pg_typeof(id) FROM (SELECT) x LEFT JOIN t ON true"))
          .isEqualTo("integer");
    }
    assertThat(notes)
        .last()
        .isEqualTo(
            config.resolve("changed").resolve("*.sql")
                + " changed since this database was made; delete "
                + config.resolve(".loomctl").resolve("changed")
                + " to start afresh");
  }

  @Test
  void names_of_postgresqls_own_databases_are_refused() {
    assertThatThrownBy(() -> start("template1"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("an embedded database cannot be called \"template1\"");
  }

  @Test
  void a_second_user_in_the_same_process_waits() throws Exception {
    EmbeddedServer first = start("turns");
    Thread second = new Thread(() -> start("turns").close());
    second.start();
    awaitNote("waiting for another loomctl that uses the embedded database \"turns\"");
    assertThat(query(first, "SELECT 1")).isEqualTo("1");
    first.close();
    second.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(second.isAlive()).isFalse();
    assertThat(notes).last().isEqualTo("using the embedded PostgreSQL 18 database \"turns\"");
  }

  @Test
  void a_second_process_waits() throws Exception {
    try (OtherProcess other = OtherProcess.start(config, "processes")) {
      other.awaitLine("ready");
      Thread second = new Thread(() -> start("processes").close());
      second.start();
      awaitNote("waiting for another loomctl that uses the embedded database \"processes\"");
      other.endOrderly();
      second.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(second.isAlive()).isFalse();
    }
    assertThat(notes)
        .doesNotContain("stopped the embedded server that a killed loomctl had left running");
  }

  @Test
  void a_server_that_a_killed_process_left_is_stopped_and_its_data_kept() throws Exception {
    try (OtherProcess other = OtherProcess.start(config, "left")) {
      other.awaitLine("ready");
      other.kill();
    }
    ProcessHandle left = PostmasterFile.read(data("left")).process(data("left")).orElseThrow();
    try (EmbeddedServer server = start("left")) {
      assertThat(query(server, "SELECT count(*) FROM written")).isEqualTo("1000");
      assertThat(PostmasterFile.read(data("left")).process(data("left")).orElseThrow().pid())
          .isNotEqualTo(left.pid());
    }
    assertThat(notes)
        .containsExactly(
            "stopped the embedded server that a killed loomctl had left running",
            "using the embedded PostgreSQL 18 database \"left\"");
  }

  @Test
  void committed_rows_survive_when_loomctl_and_the_server_are_killed() throws Exception {
    try (OtherProcess other = OtherProcess.start(config, "killed")) {
      other.awaitLine("ready");
      ProcessHandle server =
          PostmasterFile.read(data("killed")).process(data("killed")).orElseThrow();
      List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
      all.add(server);
      all.forEach(ProcessHandle::destroyForcibly);
      other.kill();
    }
    try (EmbeddedServer server = start("killed")) {
      assertThat(query(server, "SELECT count(*) FROM written")).isEqualTo("1000");
    }
  }

  @Test
  void a_database_whose_making_was_killed_is_made_anew() throws Exception {
    Path slow = seed("half", "1.sql", "CREATE TABLE t (id int); SELECT pg_sleep(60)");
    try (OtherProcess other = OtherProcess.start(config, "half")) {
      other.awaitSeeding(data("half"));
      other.kill();
    }
    Files.writeString(slow, "CREATE TABLE t (id int)");
    try (EmbeddedServer server = start("half")) {
      assertThat(query(server, "SELECT count(*) FROM t")).isEqualTo("0");
    }
  }

  @Test
  void a_server_killed_under_our_hands_does_not_hold_up_closing() throws Exception {
    EmbeddedServer server = start("plain");
    PostmasterFile.read(data("plain")).process(data("plain")).orElseThrow().destroyForcibly();
    server.close();
    try (EmbeddedServer again = start("plain")) {
      assertThat(query(again, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void a_number_in_the_pid_file_that_belongs_to_another_process_is_no_server() throws Exception {
    start("plain").close();
    Files.write(
        PostmasterFile.in(data("plain")),
        List.of(
            String.valueOf(ProcessHandle.current().pid()),
            data("plain").toString(),
            "1",
            "5432",
            "",
            "127.0.0.1",
            "0 0",
            "ready"));
    try (EmbeddedServer server = start("plain")) {
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void data_that_the_server_cannot_read_is_told_in_its_words() throws Exception {
    start("broken").close();
    Files.writeString(data("broken").resolve("PG_VERSION"), "9.6\n");
    assertThatThrownBy(() -> start("broken"))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> {
              Problem problem = e.problems().get(0);
              assertThat(problem.message()).isEqualTo("the embedded PostgreSQL did not start");
              assertThat(problem.details())
                  .contains("FATAL:  database files are incompatible with server");
              assertThat(problem.hint())
                  .endsWith("to start afresh delete " + config.resolve(".loomctl/broken"));
            });
    assertThat(data("broken")).exists();
  }

  @Test
  void a_folder_that_cannot_be_made_is_told(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve(".loomctl"), "a file");
    assertThatThrownBy(() -> EmbeddedServer.start("demo", folder, List.of(), progress))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("the embedded PostgreSQL cannot use ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_server_is_in_a_session_of_its_own_so_that_ctrl_c_does_not_reach_it() throws Exception {
    try (EmbeddedServer server = start("plain")) {
      long pid = PostmasterFile.read(data("plain")).process(data("plain")).orElseThrow().pid();
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // pid (name) state parent group session
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      assertThat(List.of(fields[2], fields[3])).containsOnly(String.valueOf(pid));
      assertThat(ProcessHandle.current().children())
          .as("pg_ctl would pass it on")
          .noneMatch(child -> child.info().command().orElse("").endsWith("pg_ctl"));
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
  }

  private EmbeddedServer start(String name) {
    return EmbeddedServer.start(name, config, List.of(), progress);
  }

  /** Runs seed files where a database is already: faster than making one for each mistake. */
  private void runSeeds(String name) throws IOException, SQLException {
    try (EmbeddedServer server = start("plain");
        Connection connection = EmbeddedDatabase.connect(server.address())) {
      SeedScripts.in(config.resolve(name)).run(connection);
    }
  }

  private static Path seed(String name, String file, String sql) throws IOException {
    return Files.writeString(
        Files.createDirectories(config.resolve(name)).resolve(file), sql, StandardCharsets.UTF_8);
  }

  private static Path data(String name) throws IOException {
    return config.toRealPath().resolve(".loomctl").resolve(name).resolve("data");
  }

  private void awaitNote(String note) throws InterruptedException {
    for (int i = 0; i < 3000 && !notes.contains(note); i++) {
      Thread.sleep(10);
    }
    assertThat(notes).contains(note);
  }

  static String query(EmbeddedServer server, String sql) throws SQLException {
    DatabaseAddress address = server.address();
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.properties());
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (ResultSet result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
