package io.loomctl.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
final class GlobalOptions {

  /** How results are written. */
  enum Format {
    TEXT,
    JSON
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
      paramLabel = "text|json",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      description = "How results are written to standard output.")
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
}
