package io.loomctl.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes about itself, {@code postmaster.pid} in its data folder, and removes
 * as the last thing it does: pid, data folder, start time, port, socket folder, address, shared
 * memory, state (PostgreSQL's {@code utils/pidfile.h}).
 *
 * @param lines none when there is no such file
 */
record PostmasterFile(List<String> lines) {

  static Path in(Path data) {
    return data.resolve("postmaster.pid");
  }

  static PostmasterFile read(Path data) throws IOException {
    try {
      return new PostmasterFile(Files.readAllLines(in(data), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return new PostmasterFile(List.of());
    }
  }

  /** Whether the server takes connections. */
  boolean isReady() {
    return lines.size() >= 8 && lines.get(7).strip().equals("ready");
  }

  /** The running server; told by its program and data folder, as its number may be reused. */
  Optional<ProcessHandle> process(Path data) {
    if (lines.size() < 3 || !lines.get(0).matches("\\d{1,10}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0)))
        .filter(process -> isPostgres(process.info()) && serves(process.info(), data));
  }

  private static boolean isPostgres(ProcessHandle.Info info) {
    return info.command()
        .map(command -> String.valueOf(Path.of(command).getFileName()))
        .filter(name -> name.startsWith("postgres"))
        .isPresent();
  }

  private boolean serves(ProcessHandle.Info info, Path data) {
    // Windows does not tell the arguments of another process; there the start time decides.
    return info.arguments()
        .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
        .or(() -> info.startInstant().map(at -> Math.abs(at.getEpochSecond() - startSecond()) < 10))
        .orElse(false);
  }

  private long startSecond() {
    return Long.parseLong(lines.get(2).strip());
  }
}
