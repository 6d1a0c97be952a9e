package io.loomctl.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Where;
import io.loomctl.progress.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  private static final Where WHERE = new Where("config/shop.yaml", 4, 12, "databases.dev.url");
  private static final String ME = System.getProperty("user.name");

  /** Settings that every libpq address has are left out: ApplicationName=loomctl, tcpKeepAlive. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://           | jdbc:postgresql://localhost:5432/ME     | user=ME",
        "postgres://h            | jdbc:postgresql://h:5432/ME             | user=ME",
        "postgresql://h:6000/d   | jdbc:postgresql://h:6000/d              | user=ME",
        "postgresql:///d         | jdbc:postgresql://localhost:5432/d      | user=ME",
        "postgresql://:6000      | jdbc:postgresql://localhost:6000/ME     | user=ME",
        "postgresql://u@h        | jdbc:postgresql://h:5432/u              | user=u",
        "postgresql://u@/d       | jdbc:postgresql://localhost:5432/d      | user=u",
        "postgresql://u:@h/d     | jdbc:postgresql://h:5432/d              | user=u",
        "postgresql://u:p:q@h/d  | jdbc:postgresql://h:5432/d              | password=p:q user=u",
        "postgresql://u:p?q@h/d  | jdbc:postgresql://h:5432/d              | password=p?q user=u",
        "postgresql://a+b:%C3%A4%40%2F%25@h/x+y%20z"
            + " | jdbc:postgresql://h:5432/x%2By%20z | password=ä@/% user=a+b",
        "postgresql://a:1,b,c:3/d | jdbc:postgresql://a:1,b:5432,c:3/d     | user=ME",
        "postgresql://[::1]/d    | jdbc:postgresql://[::1]:5432/d          | user=ME",
        "postgresql://[::1]:99,h/d | jdbc:postgresql://[::1]:99,h:5432/d   | user=ME",
        "postgresql:///d?host=a,b&port=7 | jdbc:postgresql://a:7,b:7/d     | user=ME",
        "postgresql:///d?host=::1 | jdbc:postgresql://[::1]:5432/d         | user=ME",
        "postgresql://h?dbname=d&user=u&password=p"
            + " | jdbc:postgresql://h:5432/d | password=p user=u",
        "postgresql://u:p@h/d?password=q | jdbc:postgresql://h:5432/d      | password=q user=u",
        "postgresql://u@h/d?sslmode=verify-full&sslrootcert=a.crt&sslcert=b.crt&sslkey=b.key"
            + " | jdbc:postgresql://h:5432/d"
            + " | sslcert=b.crt sslkey=b.key sslmode=verify-full sslrootcert=a.crt user=u",
        "postgresql://u@h/d?sslrootcert=system | jdbc:postgresql://h:5432/d"
            + " | sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory sslmode=verify-full user=u",
        "postgresql://u@h/d?ssl=true | jdbc:postgresql://h:5432/d | sslmode=require user=u",
        "postgresql://u@h/d?connect_timeout=7 | jdbc:postgresql://h:5432/d"
            + " | connectTimeout=7 loginTimeout=7 user=u",
        "postgresql://u@h/d?target_session_attrs=read-write | jdbc:postgresql://h:5432/d"
            + " | targetServerType=primary user=u",
        "postgresql://u@h/d?options=-c%20geqo%3Doff&keepalives_idle=3 | jdbc:postgresql://h:5432/d"
            + " | options=-c geqo=off user=u",
        "host=h port = 6000 user='a b' password='it\\'s' dbname=d"
            + " | jdbc:postgresql://h:6000/d | password=it's user=a b",
        "dbname=d | jdbc:postgresql://localhost:5432/d | user=ME",
      },
      quoteCharacter = '`')
  void libpqs_addresses_are_read_as_libpq_reads_them(String url, String jdbcUrl, String settings) {
    DatabaseAddress address = DatabaseAddress.parse(url, Map.of(), WHERE);
    assertThat(address.jdbcUrl()).isEqualTo(jdbcUrl.replace("ME", ME));
    assertThat(shown(address)).isEqualTo("ApplicationName=loomctl " + settings.replace("ME", ME));
  }

  @Test
  void the_environment_fills_in_what_the_url_leaves_open() {
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("PGHOST", "db.example.org"),
            Map.entry("PGPORT", "6000"),
            Map.entry("PGUSER", "bob"),
            Map.entry("PGDATABASE", "shop"),
            Map.entry("PGPASSWORD", "secret"),
            Map.entry("PGSSLMODE", "require"),
            Map.entry("PGSSLROOTCERT", "root.crt"),
            Map.entry("PGSSLCERT", "my.crt"),
            Map.entry("PGSSLKEY", ""),
            Map.entry("PGAPPNAME", "nightly"),
            Map.entry("PGCONNECT_TIMEOUT", "3"),
            Map.entry("PGOPTIONS", "-c geqo=off"),
            Map.entry("PGTARGETSESSIONATTRS", "standby"));
    DatabaseAddress address = DatabaseAddress.parse("postgresql://", environment, WHERE);
    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.org:6000/shop");
    assertThat(shown(address))
        .isEqualTo(
            "ApplicationName=nightly connectTimeout=3 loginTimeout=3 options=-c geqo=off"
                + " password=secret sslcert=my.crt sslmode=require sslrootcert=root.crt"
                + " targetServerType=secondary user=bob");
    assertThat(address).hasToString("bob@db.example.org:6000/shop");
    assertThat(
            DatabaseAddress.parse("postgresql://ann:x@h:1/d?sslmode=disable", environment, WHERE))
        .hasToString("ann@h:1/d")
        .extracting(
            other -> other.settings().get("password"), other -> other.settings().get("sslmode"))
        .containsExactly("x", "disable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://h:6000/d?user=u&password=p%40&x=1"
            + " | jdbc:postgresql://h:6000/d?user=u&x=1 | password=p@ user=ME | u@h:6000/d",
        "jdbc:postgresql://h/d?password=p | jdbc:postgresql://h/d | password=p user=ME | ME@h:5432/d",
        "jdbc:postgresql://a:1,[::1]:2/d | jdbc:postgresql://a:1,[::1]:2/d | user=ME"
            + " | ME@a:1,[::1]:2/d",
        "jdbc:postgresql:d | jdbc:postgresql:d | user=ME | ME@localhost:5432/d",
        "jdbc:postgresql:///d?sslpassword=s | jdbc:postgresql:///d | sslpassword=s user=ME"
            + " | ME@localhost:5432/d",
      })
  void jdbc_urls_go_to_the_driver_without_their_passwords(
      String url, String jdbcUrl, String settings, String display) {
    DatabaseAddress address = DatabaseAddress.parse(url, Map.of(), WHERE);
    assertThat(address.jdbcUrl()).isEqualTo(jdbcUrl);
    assertThat(shown(address)).isEqualTo("ApplicationName=loomctl " + settings.replace("ME", ME));
    assertThat(address.display()).isEqualTo(display.replace("ME", ME));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://u:hunter2@h/d                   | not a PostgreSQL URL",
        "hunter2                                 | not a PostgreSQL URL",
        "``                                      | the database URL is empty",
        "postgresql://u:hun@ter2@h/d             | the URL has an \"@\" where none belongs",
        "postgresql://u:hun/ter2@h/d             | the URL has an \"@\" where none belongs",
        "postgresql://u:hun%ter2@h/d      | the URL has a \"%\" that does not begin an escape",
        "postgresql://u:hun%00ter2@h/d    | the URL has a \"%\" that does not begin an escape",
        "postgresql://u:hun%FFter2@h/d           | the URL has escapes that are not UTF-8",
        "postgresql://u:hunter2/d                | the port is not a number from 1 to 65535",
        "postgresql://h:0/d                      | the port is not a number from 1 to 65535",
        "postgresql://::1/d    | the URL has a server that is not written as host:port",
        "postgresql://[::1/d   | the URL has a server that is not written as host:port",
        "postgresql://a,b,c/d?port=1,2           | there are 3 hosts but 2 ports",
        "postgresql://%2Fvar%2Frun/d  | the host is a Unix socket, which loomctl cannot use",
        "postgresql://a%20b/d             | the host has a character that no host name has",
        "postgresql://h/d?hunter2  | the URL has a parameter that is not written as name=value",
        "postgresql://h/d?passfile=x"
            + " | loomctl does not know the connection parameter \"passfile\"",
        "postgresql://h/d?sslmode=on             | there is no sslmode \"on\"",
        "postgresql://h/d?connect_timeout=soon   | connect_timeout is not a number of seconds",
        "postgresql://h/d?target_session_attrs=x | there is no target_session_attrs \"x\"",
        "host=h password='hunter2                | not written as keyword=value pairs",
        "host=h password='hunter'2               | not written as keyword=value pairs",
        "jdbc:mysql://h/d             | not a JDBC URL that PostgreSQL's driver takes",
        "jdbc:postgresql://u:hunter2@h/d | not a JDBC URL that PostgreSQL's driver takes",
        "jdbc:postgresql://h:hunter2/d   | not a JDBC URL that PostgreSQL's driver takes",
        "jdbc:postgresql://h/d?password=hun%ter2"
            + " | the URL has a \"%\" that does not begin an escape",
      },
      quoteCharacter = '`')
  void bad_addresses_are_told_without_what_may_be_a_password(String url, String message) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url, Map.of(), WHERE))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              assertThat(e).hasMessage("config/shop.yaml:4:12: databases.dev.url: " + message);
              assertThat(e).hasNoCause();
              assertThat(e.problems().get(0).hint()).isNotNull().doesNotContain("hun");
            });
  }

  @Test
  void a_unix_socket_in_pghost_is_refused_too() {
    assertThatThrownBy(
            () ->
                DatabaseAddress.parse(
                    "postgresql:///d", Map.of("PGHOST", "/var/run/postgresql"), WHERE))
        .hasMessageEndingWith("the host is a Unix socket, which loomctl cannot use");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:hunter2@h/d",
        "postgresql://h/d?password=hunter2",
        "host=h password=hunter2",
        "jdbc:postgresql://h/d?password=hunter2"
      })
  void a_password_is_in_the_settings_and_nowhere_else(String url) {
    DatabaseAddress address = DatabaseAddress.parse(url, Map.of(), WHERE);
    assertThat(address.properties()).containsEntry("password", "hunter2");
    assertThat(address.jdbcUrl() + address.display() + address).doesNotContain("hunter2");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void the_password_comes_from_the_pgpass_file_when_nobody_else_gives_one(@TempDir Path folder)
      throws Exception {
    Path pgpass = folder.resolve("pgpass");
    try (EmbeddedServer server =
        EmbeddedServer.start("auth", folder, List.of(), ProgressListener.NONE)) {
      String port = requirePassword(server, folder);
      Files.writeString(
          pgpass, "127.0.0.1:" + port + ":other:bob:wrong\n127.0.0.1:*:auth:bob:hun\\:ter2\n");
      Files.setPosixFilePermissions(pgpass, PosixFilePermissions.fromString("rw-------"));
      System.setProperty("org.postgresql.pgpassfile", pgpass.toString());
      connect("postgresql://bob@127.0.0.1:" + port + "/auth");
      connect("jdbc:postgresql://127.0.0.1:" + port + "/auth?user=bob");
      assertThatThrownBy(() -> connect("postgresql://bob:bad@127.0.0.1:" + port + "/auth"))
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(() -> connect("postgresql://ann@127.0.0.1:" + port + "/auth"))
          .isInstanceOf(SQLException.class);
    } finally {
      System.clearProperty("org.postgresql.pgpassfile");
    }
  }

  private static String requirePassword(EmbeddedServer server, Path folder) throws Exception {
    EmbeddedServerTest.query(server, "CREATE ROLE bob LOGIN PASSWORD 'hun:ter2'; SELECT 1");
    Files.writeString(
        EmbeddedFolder.of("auth", folder, List.of()).data().resolve("pg_hba.conf"),
        "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    EmbeddedServerTest.query(server, "SELECT pg_reload_conf()");
    return EmbeddedServerTest.query(server, "SHOW port");
  }

  private static void connect(String url) throws SQLException {
    DatabaseAddress address = DatabaseAddress.parse(url, Map.of(), WHERE);
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.properties());
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private static String shown(DatabaseAddress address) {
    Map<String, String> settings = new TreeMap<>(address.settings());
    settings.remove("tcpKeepAlive");
    return String.join(" ", settings.entrySet().stream().map(Object::toString).toList());
  }
}
