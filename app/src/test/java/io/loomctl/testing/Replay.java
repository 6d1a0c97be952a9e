package io.loomctl.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Runs a snapshot as psql does with ON_ERROR_STOP: with psql itself where it is installed, else
 * statement by statement through the driver.
 */
public final class Replay {

  private static final boolean HAS_PSQL = hasPsql();

  private Replay() {}

  /** Says how replays are done on this machine. */
  public static String means() {
    return HAS_PSQL ? "psql" : "the driver (there is no psql)";
  }

  /**
   * Replays the file.
   *
   * @throws IllegalStateException with what the server said, when it did not accept a statement
   */
  public static void into(TestDatabase database, Path snapshot) {
    try {
      if (HAS_PSQL) {
        withPsql(database, snapshot);
      } else {
        withDriver(database, Files.readString(snapshot));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void withPsql(TestDatabase database, Path snapshot) throws IOException {
    Process psql =
        new ProcessBuilder(
                "psql",
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                database.url(),
                "-f",
                snapshot.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (psql.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void withDriver(TestDatabase database, String script) throws IOException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String rest = script; !rest.isEmpty(); ) {
        int copy = rest.indexOf("FROM stdin;\n");
        if (copy < 0) {
          statement.execute(rest);
          return;
        }
        int start = rest.lastIndexOf(";\nCOPY ", copy) + 2;
        int rows = copy + "FROM stdin;\n".length();
        int end = rest.startsWith("\\.\n", rows) ? rows : rest.indexOf("\n\\.\n", rows) + 1;
        statement.execute(rest.substring(0, start));
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                rest.substring(start, rows),
                new ByteArrayInputStream(
                    rest.substring(rows, end).getBytes(StandardCharsets.UTF_8)));
        rest = rest.substring(end + "\\.\n".length());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static boolean hasPsql() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
        .stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
  }
}
