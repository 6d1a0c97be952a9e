package io.loomctl.cli;

import io.loomctl.config.Config;
import io.loomctl.failure.InterruptedCommandException;
import io.loomctl.failure.LoomctlException;
import io.loomctl.failure.Problem;
import io.loomctl.format.Unpacking;
import io.loomctl.store.SnapshotStore;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code loomctl} itself; its subcommands do the work. */
@Command(
    name = "loomctl",
    description = "Versioned snapshots of named scenarios of a PostgreSQL database.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    usageHelpAutoWidth = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:differences or findings",
      "2:wrong use of the command line",
      "3:wrong configuration",
      "4:a snapshot or the snapshot folder is missing, damaged or not writable",
      "5:the database is unreachable, refused or failed",
      "6:refused by a guard",
      "70:a bug in loomctl",
      "127:loomctl could not be started (from the launcher)",
      "130:interrupted"
    })
public final class Loomctl implements Callable<Integer> {

  private final Console console;
  private final Interruption interruption;
  private final Keyring keyring = new Keyring(this);
  private @Nullable Unpacking unpacking;
  private Aftermath aftermath = Aftermath.UNSAID;

  @Mixin GlobalOptions options;
  @Spec CommandSpec spec;

  Loomctl(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  /**
   * Runs a command.
   *
   * @param terminals whether standard output and standard error are terminals, in that order
   * @return the exit code
   */
  public static int run(
      PrintStream out,
      PrintStream err,
      boolean[] terminals,
      Map<String, String> environment,
      String... args) {
    Console console = new Console(out, err, terminals[0], terminals[1], environment);
    try (Interruption interruption = new Interruption()) {
      Loomctl root = new Loomctl(console, interruption);
      try {
        return commandLine(root).execute(args);
      } finally {
        root.closeOpened();
        // Not later: once the interruption is closed, an interrupted process may end any moment.
        out.flush();
        err.flush();
      }
    }
  }

  static CommandLine commandLine(Loomctl root) {
    CommandLine line = new CommandLine(root);
    line.addSubcommand(new InitCommand(root));
    line.addSubcommand(new ExportCommand(root));
    line.addSubcommand(new ImportCommand(root));
    line.addSubcommand(new UpdateImportCommand(root));
    line.addSubcommand(new ListExportsCommand(root));
    line.addSubcommand(new CompareExportsCommand(root));
    line.addSubcommand(new ValidateCommand(root));
    line.addSubcommand(new GraphCommand(root));
    line.addSubcommand(new WhyCommand(root));
    line.addSubcommand(new PruneCommand(root));
    line.addSubcommand(new SquashCommand(root));
    line.addSubcommand(new SqlCommand(root));
    line.addSubcommand(new CompletionCommand(root));
    line.setOut(writer(root.console.out()));
    line.setErr(writer(root.console.err()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (failure, args) -> UsageFailures.show(root.console, failure, args));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          FailureReport report = root.report();
          return failure instanceof LoomctlException known
              ? report.show(known)
              : report.showBug(failure);
        });
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private FailureReport report() {
    return new FailureReport(console, options.json(), options.debug, aftermath);
  }

  /** Does what may be left at any moment: Ctrl-C does not wait for it. */
  <T> T leavable(Supplier<T> work) {
    return interruption.leavable(
        work,
        () -> {
          report().show(new InterruptedCommandException(Problem.of("interrupted")));
          console.out().flush();
        });
  }

  /** What a failure from here on will have changed. */
  void onFailure(Aftermath changed) {
    aftermath = changed;
  }

  Console console() {
    return console;
  }

  /** Opens snapshots until the command has ended. */
  Unpacking unpacking() {
    if (unpacking == null) {
      unpacking = new Unpacking(keyring.identities());
    }
    return unpacking;
  }

  private void closeOpened() {
    if (unpacking != null) {
      unpacking.close();
    }
  }

  /** What the user opens and encrypts snapshots with. */
  Keyring keyring() {
    return keyring;
  }

  SnapshotStore store(Config config) {
    return new SnapshotStore(config.snapshots(), unpacking());
  }

  Interruption interruption() {
    return interruption;
  }

  Optional<ConsoleProgress> progress() {
    return options.quiet ? Optional.empty() : Optional.of(new ConsoleProgress(console));
  }

  /** Without a subcommand there is nothing to do but to say what there is. */
  @Override
  public Integer call() {
    spec.commandLine().usage(console.err());
    return ExitCode.USAGE.code();
  }
}
