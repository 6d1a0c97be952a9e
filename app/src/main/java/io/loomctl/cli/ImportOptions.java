package io.loomctl.cli;

import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Options of {@code import} and {@code update-import}. */
final class ImportOptions {

  /** Whether user triggers fire. */
  enum Triggers {
    ON,
    OFF;

    /** As people write it; picocli shows it so. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads whether triggers fire. */
  static final class TriggersName implements ITypeConverter<Triggers> {

    @Override
    public Triggers convert(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "on" -> Triggers.ON;
        case "off" -> Triggers.OFF;
        default -> throw new TypeConversionException("expected on or off, but was '" + value + "'");
      };
    }
  }

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|min)?");

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description = "A scenario of the config; may be left out with --file.")
  @Nullable String scenario;

  @Option(names = "--latest", description = "Import the newest version; this is the default.")
  boolean latest;

  @Option(names = "--version", paramLabel = "vN", description = "Import this version.")
  @Nullable String version;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Import a snapshot file (- for standard input) instead of a version.")
  @Nullable String file;

  @Option(
      names = "--delta",
      description =
          "Import the changes of a delta alone, without its base, if the database holds the rows that"
              + " it changes as they were.")
  boolean delta;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "KEY=VALUE",
      description = "A value for a parameter of the scenario; may be repeated.")
  @Nullable Map<String, String> params;

  @Option(
      names = {"--only", "--include"},
      paramLabel = "NAME",
      split = ",",
      description = "Write only these tables; may be repeated, or a list with commas.")
  @Nullable List<String> only;

  @Option(
      names = "--exclude",
      paramLabel = "NAME",
      split = ",",
      description = "Do not write these tables; may be repeated, or a list with commas.")
  @Nullable List<String> exclude;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Do everything, show the figures, and roll back.")
  boolean dryRun;

  @Option(
      names = "--validate-only",
      description = "Check the file, and that it fits the database; touch nothing.")
  boolean validateOnly;

  @Option(
      names = "--allow-protected",
      description = "Import into a database that the config protects.")
  boolean allowProtected;

  @Option(
      names = "--allow-masked",
      description = "Import a masked snapshot into the database that it was taken from.")
  boolean allowMasked;

  @Option(
      names = "--allow-cascade",
      description = "Let foreign keys delete or change rows that do not belong to the scenario.")
  boolean allowCascade;

  @Option(
      names = "--triggers",
      paramLabel = "on|off",
      defaultValue = "off",
      converter = TriggersName.class,
      description = "Whether user triggers fire; off unless given.")
  Triggers triggers;

  @Option(
      names = "--lock-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long to wait for a lock (500ms, 10s, 2min; 0 for ever); 10s unless given.")
  String lockTimeout;

  @Mixin IdentityOptions identities;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean help;

  /** Checks what picocli cannot: options that exclude each other, and formats. */
  void check() {
    int sources = (latest ? 1 : 0) + (version == null ? 0 : 1) + (file == null ? 0 : 1);
    if (sources > 1) {
      throw new UsageException(Problem.of("--latest, --version and --file exclude each other"));
    }
    if (scenario == null && file == null) {
      throw new UsageException(Problem.of("which scenario? Name one, or a snapshot with --file"));
    }
    if (dryRun && validateOnly) {
      throw new UsageException(Problem.of("--dry-run and --validate-only exclude each other"));
    }
    versionNumber();
    if ("-".equals(file) && identities.passphrase.isStandardInput()) {
      throw new UsageException(
          Problem.of("standard input cannot hold both the snapshot and the passphrase")
              .hint("use another file descriptor, as in: --passphrase-fd 3 3<FILE"));
    }
    lockWait();
  }

  /** The version's number; 0 for the newest. */
  int versionNumber() {
    return VersionText.number(version, "--version");
  }

  Duration lockWait() {
    Matcher parts = DURATION.matcher(lockTimeout);
    if (!parts.matches() || (parts.group(2) == null && !parts.group(1).equals("0"))) {
      throw new UsageException(
          Problem.of(
              "--lock-timeout takes a time such as 500ms, 10s or 2min, not \""
                  + lockTimeout
                  + "\""));
    }
    long number = Long.parseLong(parts.group(1));
    Duration wait =
        "ms".equals(parts.group(2))
            ? Duration.ofMillis(number)
            : "min".equals(parts.group(2))
                ? Duration.ofMinutes(number)
                : Duration.ofSeconds(number);
    if (wait.toMillis() > Integer.MAX_VALUE) {
      throw new UsageException(
          Problem.of("--lock-timeout takes 24 days at most, not \"" + lockTimeout + "\"")
              .hint("0 waits for ever"));
    }
    return wait;
  }
}
