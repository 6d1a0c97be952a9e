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

  /** Tables and rows. */
  public static String withData(String name) {
    Path file = FOLDER.resolve(name + ".sql");
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema without rows: the triggers must not fire, nor references stand in the way. */
  public static String empty(String name) {
    return withData(name)
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
        """;
  }
}
