package io.loomctl.cli;

import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.importer.Import;
import io.loomctl.progress.ProgressListener;
import io.loomctl.validation.Check.Status;
import io.loomctl.validation.Family;
import io.loomctl.validation.Validation;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loomctl validate}. */
@Command(
    name = "validate",
    description = "Check the config, the snapshots and the database, and tell all that is wrong.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "FAMILY is one of",
      "  config         the config file alone",
      "  schema         the config against the database's tables, columns and keys",
      "  snapshots      files against their checksums, the manifest and latest.sql",
      "  references     every reference inside a snapshot finds its row there",
      "  compatibility  the newest snapshots would import into the database",
      "  data           orphans, duplicate keys and sequences in the database",
      "  rules          the config's own rules",
      "",
      "Exit codes: 0 nothing wrong (warnings only count with --strict), 1 findings, 2 usage,"
          + " 3 the config cannot be read, 4 the snapshot folder cannot be read, 5 no database, so"
          + " that families did not run, 6 refused by a guard, 130 interrupted."
    })
final class ValidateCommand implements Callable<Integer> {

  private final Loomctl root;

  @Parameters(paramLabel = "SCENARIO", arity = "0..1", description = "A scenario; else everything.")
  @Nullable String scenario;

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      split = ",",
      description = "Run only this family of checks; may be repeated, or a list with commas.")
  @Nullable List<Family> families;

  @Option(names = "--strict", description = "Exit 1 for warnings, too.")
  boolean strict;

  @Option(
      names = "--repair",
      description = "Make the manifest and latest.sql anew from the snapshots; nothing else.")
  boolean repair;

  @Option(
      names = "--fix",
      description =
          "Run the fix of each broken rule in a transaction of its own; it is rolled back unless"
              + " the rule holds afterwards.")
  boolean fix;

  @Option(
      names = "--allow-protected",
      description = "Let --fix write to a database that the config protects.")
  boolean allowProtected;

  @Mixin IdentityOptions identities;

  ValidateCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Set<Family> chosen = families == null ? EnumSet.allOf(Family.class) : EnumSet.copyOf(families);
    checkUsage(chosen);
    root.keyring().take(identities);
    Optional<ConsoleProgress> progress = root.progress();
    ProgressListener listener =
        progress.map(ProgressListener.class::cast).orElse(ProgressListener.NONE);
    try (LazyDatabase database =
        new LazyDatabase(root.options.database(), root.console().environment(), listener)) {
      root.interruption().onInterrupt(database::cancel);
      Validation validation =
          new Validation(
              database,
              root.unpacking(),
              (header, plan, session) -> Import.obstacles(header, plan),
              listener,
              database::isCancelled);
      return show(validation.run(request(chosen)), progress);
    } finally {
      progress.ifPresent(ConsoleProgress::close);
    }
  }

  private void checkUsage(Set<Family> chosen) {
    root.options.checkFormat("validate", Format.TEXT, Format.JSON, Format.JUNIT);
    if (repair && !chosen.contains(Family.SNAPSHOTS)) {
      throw new UsageException(Problem.of("--repair needs the family snapshots"));
    }
    if (fix && !chosen.contains(Family.RULES)) {
      throw new UsageException(Problem.of("--fix needs the family rules"));
    }
    if (allowProtected && !fix) {
      throw new UsageException(Problem.of("--allow-protected has a use with --fix only"));
    }
  }

  private Validation.Request request(Set<Family> chosen) {
    return new Validation.Request(
        root.options.config,
        root.console().environment(),
        root.options.database(),
        Optional.ofNullable(scenario),
        chosen,
        repair,
        fix,
        allowProtected);
  }

  private int show(Validation.Result result, Optional<ConsoleProgress> progress) {
    progress.ifPresent(ConsoleProgress::close);
    if (root.options.json()) {
      JsonOutput.print(root.console().out(), ValidationJson.document(result));
    } else if (root.options.format == Format.JUNIT) {
      root.console().out().print(new ValidationJunit(strict).document(result));
    } else {
      new ValidationText(root.console()).show(result);
    }
    return exitCode(result).code();
  }

  private ExitCode exitCode(Validation.Result result) {
    Optional<LoomctlException> failure = result.failure();
    if (failure.isPresent()) {
      return ExitCode.of(failure.get());
    }
    boolean found = result.count(Status.ERROR) > 0 || (strict && result.count(Status.WARNING) > 0);
    return found ? ExitCode.DIFFERENCES : ExitCode.DONE;
  }
}
