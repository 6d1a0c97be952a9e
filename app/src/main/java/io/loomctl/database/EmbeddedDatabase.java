package io.loomctl.database;

import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/** The database of an embedded server, owned by the superuser {@code postgres}. */
record EmbeddedDatabase(String name, int port) {

  /** Log-in without a password: the server listens on the loopback interface only. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "user", "postgres",
          "ApplicationName", "loomctl",
          "sslmode", "disable",
          "gssEncMode", "disable",
          "tcpKeepAlive", "true");

  DatabaseAddress address() {
    return address(name);
  }

  private DatabaseAddress address(String database) {
    String server = "127.0.0.1:" + port + "/";
    String encoded = URLEncoder.encode(database, StandardCharsets.UTF_8);
    return new DatabaseAddress(
        "jdbc:postgresql://" + server + encoded, SETTINGS, "postgres@" + server + database);
  }

  /** Creates the database, runs the seed scripts and gathers statistics. */
  void fill(SeedScripts seeds) throws IOException {
    try {
      create();
      try (Connection connection = connect(address());
          Statement statement = connection.createStatement()) {
        // The driver sends the zone of this machine.
        statement.execute("SET TimeZone TO 'UTC'");
        seeds.run(connection);
        statement.execute("ANALYZE");
      }
    } catch (SQLException e) {
      throw new DatabaseException(
          Problem.of("the embedded database \"" + name + "\" could not be made")
              .detail(Failures.words(e))
              .hint("make sure that there are about 200 MB free on the disk, and run it again"),
          e);
    }
  }

  private void create() throws SQLException {
    try (Connection connection = connect(address("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.of("CREATE DATABASE {}", Sql.name(name)).text());
    }
  }

  /** A connection that sends every text to the server as it is. */
  static Connection connect(DatabaseAddress address) throws SQLException {
    Properties properties = address.properties();
    properties.setProperty("preferQueryMode", "simple");
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }
}
