package io.loomctl.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Databases of other people's projects, which are not part of this one: they are looked for beside
 * the checkout, or in {@code -Dloomctl.test.databases}, and the tests are skipped where they are
 * not.
 */
public final class SharedDatabases {

  private static final Path FOLDER =
      Path.of(System.getProperty("loomctl.test.databases", "../../shared/databases"));

  private SharedDatabases() {}

  /** The SQL that makes the database. */
  public static String read(String name) {
    Path file = FOLDER.resolve(name + ".sql");
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
