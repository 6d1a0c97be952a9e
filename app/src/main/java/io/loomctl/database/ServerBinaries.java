package io.loomctl.database;

import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * PostgreSQL's programs, unpacked from io.zonky's archive for this platform.
 *
 * @param home the folder that holds {@code bin}, {@code lib} and {@code share}
 */
record ServerBinaries(Path home) {

  private static final boolean WINDOWS = File.separatorChar == '\\';

  /** Unpacks once per archive (about two seconds); later calls find the result. */
  static ServerBinaries unpackedIn(Path folder) throws IOException {
    URL archive = archive();
    Path home = folder.resolve(fingerprint(archive));
    if (!Files.exists(home)) {
      Files.createDirectories(folder);
      FileLocked lock = FileLocked.acquire(folder.resolve("lock"), () -> {});
      try {
        unpack(archive, home);
      } finally {
        lock.close();
      }
    }
    return new ServerBinaries(home);
  }

  private static void unpack(URL archive, Path home) throws IOException {
    if (Files.exists(home)) {
      return;
    }
    Path partial = home.resolveSibling(home.getFileName() + ".partial");
    Folders.delete(partial);
    Files.createDirectories(partial);
    try (InputStream in = archive.openStream()) {
      ServerArchive.unpack(in, partial);
    } catch (IOException e) {
      Folders.delete(partial);
      throw e;
    }
    Files.move(partial, home);
  }

  /** Runs a program to its end or leaves it running; what it prints is appended to the log. */
  Process start(Path log, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isLinuxRoot()) {
      // PostgreSQL refuses to run as root. In a user namespace of its own root is somebody else.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program + (WINDOWS ? ".exe" : "")).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.put("LC_ALL", "C");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new DatabaseException(
          Problem.of("the embedded PostgreSQL cannot be run: " + e.getMessage())
              .hint(isLinuxRoot() ? ServerLog.ROOT : "loomctl must be allowed to run " + home),
          e);
    }
  }

  private static boolean isLinuxRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
  }

  private static URL archive() {
    String platform = system() + "-" + architecture();
    URL archive = ServerBinaries.class.getResource("/postgres-" + platform + ".txz");
    if (archive == null) {
      throw new DatabaseException(
          Problem.of("this build of loomctl has no embedded PostgreSQL for " + platform)
              .hint(
                  "build loomctl on this machine, or use a server of your own: databases.NAME.url"));
    }
    return archive;
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return WINDOWS ? "windows" : name.startsWith("mac") ? "darwin" : name;
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64" -> "arm_64";
      default -> name;
    };
  }

  /**
   * The checksum that the jar keeps already: hashing fifteen megabytes at each start costs time.
   */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    long checksum =
        connection instanceof JarURLConnection jar
            ? jar.getJarEntry().getCrc()
            : connection.getLastModified();
    return Long.toHexString(checksum);
  }
}
