package io.loomctl.database;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The {@code .sql} files that fill an embedded database when it is made. */
record SeedScripts(List<Path> files) {

  /** The folder's {@code .sql} files in the order of their names; none when it does not exist. */
  static SeedScripts in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new SeedScripts(List.of());
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return new SeedScripts(
          entries
              .filter(file -> name(file).endsWith(".sql") && Files.isRegularFile(file))
              .sorted((one, other) -> name(one).compareTo(name(other)))
              .toList());
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** A checksum over names and contents. It notices edits; nobody has a reason to forge it. */
  String fingerprint() throws IOException {
    // Native code, where SHA-256 would cost a cold JVM 30 ms at every start.
    CRC32 checksum = new CRC32();
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      checksum.update((name(file) + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
      checksum.update(content);
    }
    return Long.toHexString(checksum.getValue());
  }

  /**
   * Runs all files in one transaction.
   *
   * @param connection one that sends a text as it is ({@code preferQueryMode=simple}), so that the
   *     server's error positions are positions in the file
   * @throws ConfigException when the server refuses a file
   */
  void run(Connection connection) throws IOException, SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (Path file : files) {
        runFile(file, statement);
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void runFile(Path file, Statement statement) throws IOException, SQLException {
    String text = text(file);
    try {
      statement.execute(text);
    } catch (PSQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
        throw e;
      }
      throw refused(file, text, e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigException(
          Problem.at(Where.file(file), "not UTF-8 text").hint("save the file as UTF-8"), e);
    }
  }

  private static ConfigException refused(Path file, String text, PSQLException exception) {
    ServerErrorMessage server = exception.getServerErrorMessage();
    Problem problem =
        Problem.at(where(file, text, server), Failures.words(exception))
            .hint(
                server != null && server.getHint() != null
                    ? server.getHint()
                    : "these files are plain SQL: no psql commands, no COPY FROM stdin");
    if (server != null && server.getWhere() != null) {
      problem = problem.detail(server.getWhere());
    }
    return new ConfigException(problem, exception);
  }

  /** The server counts characters, Java counts UTF-16 units. */
  private static Where where(Path file, String text, ServerErrorMessage server) {
    int position = server == null ? 0 : server.getPosition();
    if (position < 1) {
      return Where.file(file);
    }
    int characters = Math.min(position - 1, text.codePointCount(0, text.length()));
    String before = text.substring(0, text.offsetByCodePoints(0, characters));
    int line = (int) before.chars().filter(unit -> unit == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    return new Where(file.toString(), line, column, null);
  }
}
