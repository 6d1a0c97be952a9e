package io.loomctl.testing;

import io.loomctl.cli.Loomctl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs loomctl in this JVM, with its own folder for config and snapshots. */
public final class Cli {

  /** What a command left behind. */
  public record Run(int exit, String out, String err) {

    /** Everything, as a golden file shows it. */
    public String transcript() {
      return "exit " + exit + "\n--- out\n" + out + "--- err\n" + err;
    }
  }

  private final Path folder;

  public Cli(Path folder) {
    this.folder = folder;
  }

  /** A config for one database called {@code db}, with the YAML that follows. */
  public Cli config(TestDatabase database, String yaml) {
    return config(Map.of("db", database), yaml);
  }

  public Cli config(Map<String, TestDatabase> databases, String yaml) {
    StringBuilder text = new StringBuilder("version: 1\ndatabases:\n");
    databases.forEach(
        (name, database) -> text.append("  %s: { url: \"%s\" }\n".formatted(name, database.url())));
    return rawConfig(text + yaml);
  }

  public Cli rawConfig(String yaml) {
    try {
      Files.createDirectories(folder.resolve("config"));
      Files.writeString(configFile(), yaml);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path configFile() {
    return folder.resolve("config/loomctl.yaml");
  }

  public Path snapshots() {
    return folder.resolve("snapshots");
  }

  /** Runs a command and returns its streams. */
  public Run run(String... args) {
    return run(new boolean[] {false, false}, Map.of(), args);
  }

  /** The same with standard output and standard error as terminals, or with another environment. */
  public Run run(boolean[] terminals, Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("--config", configFile().toString()));
    all.addAll(List.of(args));
    int exit =
        Loomctl.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminals,
            environment,
            all.toArray(String[]::new));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Exports to a file that is no version, and fails unless that worked. */
  public Path export(String scenario, String... args) {
    Path file = folder.resolve(scenario + "-" + System.nanoTime() + ".sql");
    List<String> all = new ArrayList<>(List.of("export", scenario, "-o", file.toString()));
    all.addAll(List.of(args));
    Run run = run(all.toArray(String[]::new));
    if (run.exit() != 0) {
      throw new AssertionError(run.transcript());
    }
    return file;
  }

  /** The text from BEGIN to COMMIT. */
  public static String body(Path snapshot) {
    try {
      String text = Files.readString(snapshot);
      return text.substring(text.indexOf("\nBEGIN;\n") + 1, text.lastIndexOf("\nCOMMIT;\n") + 9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
