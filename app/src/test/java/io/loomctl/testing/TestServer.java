package io.loomctl.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import org.testcontainers.containers.PostgreSQLContainer;

/**
 * A PostgreSQL server for the tests of one run, started when first needed. {@code
 * -Dloomctl.test.postgres} chooses it: {@code embedded} (the default), {@code testcontainers}, or a
 * {@code postgresql://} URL of a superuser.
 */
public final class TestServer {

  private static final Map<String, TestServer> SERVERS = new ConcurrentHashMap<>();
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH_MEMORY_BYTES = 8L << 30;

  private final String url;

  private final Map<String, TestDatabase> templates = new ConcurrentHashMap<>();
  private final AtomicInteger databases = new AtomicInteger();
  private final String run = Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);

  private TestServer(String url) {
    this.url = url;
  }

  /** The newest supported version, or whatever was chosen. */
  public static TestServer main() {
    String choice = System.getProperty("loomctl.test.postgres", "embedded");
    return SERVERS.computeIfAbsent(
        choice,
        key ->
            switch (key) {
              case "embedded" -> embedded(EmbeddedPostgres.builder());
              case "testcontainers" -> container();
              default -> new TestServer(key);
            });
  }

  /** Whether nobody else uses {@link #main()}, so that a test may crash and configure it. */
  public static boolean isPrivate() {
    return System.getProperty("loomctl.test.postgres", "embedded").equals("embedded");
  }

  /** Version 14. */
  public static TestServer oldest() {
    return fromBinaries("oldest-server.jar");
  }

  /** One of the versions in between, for which the build needs the profile {@code servers}. */
  public static TestServer ofVersion(int version) {
    return fromBinaries("server-" + version + ".jar");
  }

  private static TestServer fromBinaries(String jar) {
    return SERVERS.computeIfAbsent(
        jar,
        key ->
            embedded(
                EmbeddedPostgres.builder()
                    .setPgBinaryResolver((system, machine) -> binaries(jar, system, machine))));
  }

  private static TestServer embedded(EmbeddedPostgres.Builder builder) {
    try {
      EmbeddedPostgres server =
          builder
              .setLocaleConfig("locale", "C")
              .setServerConfig("full_page_writes", "off")
              .setDataDirectory(dataFolder())
              .start();
      return new TestServer("postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In memory where there is plenty: each database of each test has a thousand files. */
  private static Path dataFolder() throws IOException {
    boolean roomy =
        Files.isWritable(MEMORY)
            && Files.getFileStore(MEMORY).getUsableSpace() >= ENOUGH_MEMORY_BYTES;
    Path folder = roomy ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    return Files.createTempDirectory(folder, "loomctl-test-");
  }

  private static TestServer container() {
    PostgreSQLContainer<?> container = new PostgreSQLContainer<>("postgres:18");
    container.start();
    return new TestServer(
        "postgresql://%s:%s@%s:%d/postgres"
            .formatted(
                container.getUsername(),
                container.getPassword(),
                container.getHost(),
                container.getFirstMappedPort()));
  }

  /** From a jar that the build puts into {@code target}. */
  private static InputStream binaries(String jar, String system, String machine)
      throws IOException {
    String entry = "postgres-%s-%s.txz".formatted(system, machine).toLowerCase(Locale.ROOT);
    try (JarFile file = new JarFile(Path.of("target", jar).toFile())) {
      return new ByteArrayInputStream(file.getInputStream(file.getJarEntry(entry)).readAllBytes());
    }
  }

  /** A new, empty database. */
  public TestDatabase database() {
    return copyOf("template0");
  }

  /** A new database with what the SQL makes; the SQL runs once per run. */
  public TestDatabase database(String sql) {
    TestDatabase template =
        templates.computeIfAbsent(
            sql,
            key -> {
              TestDatabase made = database();
              made.execute(sql);
              return made;
            });
    return copyOf(template.name());
  }

  /** A new database with what another one holds, to which nobody may be connected. */
  public TestDatabase copyOf(TestDatabase original) {
    return copyOf(original.name());
  }

  private TestDatabase copyOf(String template) {
    String name = "loomctl_" + run + "_" + databases.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + template + " ENCODING 'UTF8'");
    return new TestDatabase(this, name, url.substring(0, url.lastIndexOf('/') + 1) + name);
  }

  /** Runs statements in the maintenance database. */
  public void execute(String sql) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  static Connection connect(String url) throws SQLException {
    java.net.URI parts = java.net.URI.create(url);
    String login = parts.getUserInfo() == null ? "postgres" : parts.getUserInfo();
    String[] user = login.split(":", 2);
    int port = parts.getPort() < 0 ? 5432 : parts.getPort();
    return DriverManager.getConnection(
        "jdbc:postgresql://" + parts.getHost() + ":" + port + parts.getPath(),
        user[0],
        user.length > 1 ? user[1] : null);
  }
}
