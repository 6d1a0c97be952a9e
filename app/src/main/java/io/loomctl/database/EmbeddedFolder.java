package io.loomctl.database;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where an embedded database keeps what.
 *
 * @param root {@code .loomctl} beside the config
 * @param home {@code .loomctl/NAME}
 * @param seedFolder {@code NAME} beside the config
 * @param seedFiles what the database is filled from instead of all files of that folder
 */
record EmbeddedFolder(Path root, Path home, Path seedFolder, List<Path> seedFiles) {

  static EmbeddedFolder of(String name, Path configFolder, List<String> seeds) {
    Path root = configFolder.resolve(".loomctl");
    return new EmbeddedFolder(
        root,
        root.resolve(name),
        configFolder.resolve(name),
        seeds.stream().map(configFolder::resolve).toList());
  }

  SeedScripts seeds() throws IOException {
    for (Path file : seedFiles) {
      if (!Files.isRegularFile(file)) {
        throw new ConfigException(
            Problem.at(Where.file(file), "this seed file of an embedded database does not exist")
                .hint("\"seed\" lists files relative to the config"));
      }
    }
    return seedFiles.isEmpty() ? SeedScripts.in(seedFolder) : new SeedScripts(seedFiles);
  }

  String seedNames() {
    return seedFiles.isEmpty()
        ? seedFolder.resolve("*.sql").toString()
        : seedFiles.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  void create() throws IOException {
    Files.createDirectories(home);
    Path ignore = root.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
  }

  /** Shared by all databases; no database can have this name. */
  Path binaries() {
    return root.resolve(".postgresql");
  }

  Path lock() {
    return home.resolve("lock");
  }

  Path log() {
    return home.resolve("server.log");
  }

  /** The server wants to be found again by this path from any working directory. */
  Path data() throws IOException {
    return home.toRealPath().resolve("data");
  }

  /** PostgreSQL's major version, as the data folder tells it. */
  String version() throws IOException {
    return Files.readString(data().resolve("PG_VERSION")).strip();
  }

  /** Whether the database was made to the end. */
  boolean isComplete() {
    return Files.exists(marker());
  }

  /** Which seed files the database was made of. */
  String madeOf() throws IOException {
    return Files.readString(marker());
  }

  void setComplete(String fingerprint) throws IOException {
    Path beside = home.resolve("made-of.tmp");
    Files.writeString(beside, fingerprint);
    Files.move(beside, marker(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path marker() {
    return home.resolve("made-of");
  }

  DatabaseException unusable(IOException exception) {
    String reason =
        exception instanceof AccessDeniedException
            ? "permission denied"
            : exception instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(exception.getMessage());
    String place =
        exception instanceof FileSystemException file && file.getFile() != null
            ? file.getFile()
            : home.toString();
    return new DatabaseException(
        Problem.of("the embedded PostgreSQL cannot use " + place + ": " + reason)
            .hint("loomctl needs a folder that it can write to, and about 200 MB in it"),
        exception);
  }
}
