package io.loomctl.cli;

import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
final class GlobalOptions {

  /** How results are written. */
  enum Format {
    TEXT,
    JSON,
    HTML,
    SQL,
    JUNIT
  }

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:LOOMCTL_CONFIG:-config/loomctl.yaml}",
      description = "The config file; else LOOMCTL_CONFIG, else config/loomctl.yaml.")
  Path config;

  @Option(
      names = "--db",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "One of the config's databases; else the first.")
  @Nullable String db;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      description =
          "How results are written to standard output: text or json; compare-exports also writes"
              + " html and sql, validate junit.")
  Format format;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No progress on standard error.")
  boolean quiet;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "With a failure, show where in loomctl it arose.")
  boolean debug;

  Optional<String> database() {
    return Optional.ofNullable(db);
  }

  boolean json() {
    return format == Format.JSON;
  }

  /**
   * Checks the format against those that the command writes.
   *
   * @throws UsageException when it is none of them
   */
  void checkFormat(String command, Format... written) {
    if (!List.of(written).contains(format)) {
      String list =
          Stream.of(written).map(GlobalOptions::lower).collect(Collectors.joining(" or "));
      throw new UsageException(Problem.of(command + " writes " + list + ", not " + lower(format)));
    }
  }

  private static String lower(Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }
}
