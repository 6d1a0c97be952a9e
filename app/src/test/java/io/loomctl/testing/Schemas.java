package io.loomctl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The schemas under {@code src/test/resources/schemas}: every edge case there is. */
public final class Schemas {

  private static final Path FOLDER = Path.of("src/test/resources/schemas");

  private static final String DATA = "\n-- data\n";

  private Schemas() {}

  /** The files that a server version can load, in order. */
  public static List<Path> files(int version) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> since(file) <= version).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int since(Path file) {
    String name = String.valueOf(file.getFileName());
    int from = name.indexOf("_from_");
    return from < 0 ? 0 : Integer.parseInt(name.substring(from + 6, name.indexOf(".sql")));
  }

  /** Tables and rows. */
  public static String withData(int version) {
    return files(version).stream().map(Schemas::read).collect(Collectors.joining("\n"));
  }

  /** Tables and rows of some of the files. */
  public static String withData(String... files) {
    return Stream.of(files)
        .map(FOLDER::resolve)
        .map(Schemas::read)
        .collect(Collectors.joining("\n"));
  }

  /** Tables without rows. */
  public static String empty(int version) {
    return files(version).stream()
        .map(Schemas::read)
        .map(sql -> sql.substring(0, sql.indexOf(DATA)))
        .collect(Collectors.joining("\n"));
  }

  /** The config's {@code schemas}: all of them. JSON strings are YAML too, and keep line breaks. */
  public static String yaml(TestDatabase database) {
    return database
        .query(
            "SELECT to_json(quote_ident(nspname)) FROM pg_namespace WHERE nspname !~ '^pg_' AND"
                + " nspname <> 'information_schema' ORDER BY nspname")
        .stream()
        .collect(Collectors.joining(", ", "schemas: [", "]"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
