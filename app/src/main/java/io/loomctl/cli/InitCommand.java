package io.loomctl.cli;

import io.loomctl.catalog.CatalogReader;
import io.loomctl.cli.GlobalOptions.Format;
import io.loomctl.database.Database;
import io.loomctl.database.DatabaseAddress;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import io.loomctl.proposal.Choices;
import io.loomctl.proposal.ConfigDraft;
import io.loomctl.proposal.ConfigDraft.Place;
import io.loomctl.proposal.ConfigDraft.Written;
import io.loomctl.proposal.Survey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loomctl init}. */
@Command(
    name = "init",
    description = "Write a config for a database, from its catalog and a look at its rows.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The file goes to config/loomctl.yaml, or where --config or LOOMCTL_CONFIG says. It names"
          + " natural keys, groups, lookup tables, missing references and columns that look"
          + " personal; what would need a decision is written as a comment. On a terminal init asks"
          + " for the few decisions that matter.",
      "",
      "Exit codes: 0 done, 2 usage, 3 the file cannot be written, 5 database, 6 there is a config"
          + " already, 130 interrupted."
    })
final class InitCommand implements Callable<Integer> {

  private static final String DATABASE = "main";
  private static final String VARIABLE = "DATABASE_URL";

  private final Loomctl root;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The database; else DATABASE_URL, else what the PG* variables and libpq's defaults say.")
  @Nullable String url;

  @Option(
      names = "--schemas",
      paramLabel = "NAME",
      split = ",",
      description = "Only these schemas; else all that have tables.")
  @Nullable List<String> schemas;

  @Option(names = "--mask", description = "Make the proposed masks active, not comments.")
  boolean mask;

  @Option(names = "--force", description = "Replace a config that is there.")
  boolean force;

  @Option(
      names = {"-y", "--yes"},
      description = "Ask nothing, take the defaults.")
  boolean yes;

  InitCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    root.options.checkFormat("init", Format.TEXT, Format.JSON);
    ConfigDraft.checkFree(root.options.config, force);
    String address = address();
    Place place = place(address);
    InitOutput output = new InitOutput(root.console(), place);
    try (Database database = connect(address)) {
      root.interruption().onInterrupt(database::cancel);
      Survey survey =
          database.inTransaction(
              TransactionMode.READ_ONLY,
              session ->
                  Survey.of(
                      session,
                      CatalogReader.read(session),
                      schemas == null ? List.of() : List.copyOf(schemas)));
      Choices choices = choices(survey);
      Written written = write(database, place, survey, choices);
      if (root.options.json()) {
        JsonOutput.print(root.console().out(), InitJson.document(place, written, choices));
      } else {
        output.show(written, choices);
      }
    }
    return ExitCode.DONE.code();
  }

  private String address() {
    String variable = root.console().environment().getOrDefault(VARIABLE, "");
    return url != null ? url : variable.isBlank() ? "postgresql://" : variable;
  }

  /** A folder that is not called config is the project's own, so snapshots go into it. */
  private Place place(String address) {
    Path file = root.options.config;
    Path folder = file.toAbsolutePath().normalize().getParent();
    boolean beside = folder != null && folder.endsWith("config");
    String shown = publicUrl(address);
    String variable = root.console().environment().getOrDefault(VARIABLE, "");
    boolean other = !variable.isBlank() && !publicUrl(variable).equals(shown);
    return new Place(file, beside ? "../snapshots" : "snapshots", written(shown, other), !other);
  }

  /** What the variable stands for could not be read back where the address looks like one. */
  private static String written(String address, boolean other) {
    if (address.indexOf('}') >= 0 || address.contains("${")) {
      return "${" + VARIABLE + "}";
    }
    return other ? address : "${" + VARIABLE + ":-" + address + "}";
  }

  private Where where() {
    return new Where(null, 0, 0, url == null ? VARIABLE : "--url");
  }

  private String publicUrl(String address) {
    try {
      return DatabaseAddress.publicUrl(address, root.console().environment(), where());
    } catch (ConfigException e) {
      throw new UsageException(e.problems(), e);
    }
  }

  private Database connect(String address) {
    Map<String, String> environment = root.console().environment();
    return root.leavable(
        () ->
            Database.connect(
                DATABASE, DatabaseAddress.parse(address, environment, where()), Where.NOWHERE, 1));
  }

  private Choices choices(Survey survey) {
    if (!yes && !root.options.json()) {
      java.io.Console terminal = terminal();
      if (terminal != null) {
        return new Dialogue(survey, root.console().err(), () -> root.leavable(terminal::readLine))
            .ask(mask);
      }
      root.console().err().println("no terminal to ask on: taking the defaults");
    }
    Choices defaults = Choices.defaults(survey);
    return mask
        ? new Choices(defaults.roots(), new TreeSet<>(survey.personal()), defaults.lookups())
        : defaults;
  }

  @SuppressWarnings("SystemConsoleNull") // with the property below it is, whatever the JDK
  private static java.io.@Nullable Console terminal() {
    System.setProperty("jdk.console", "java.base");
    return System.console();
  }

  private Written write(Database database, Place place, Survey survey, Choices choices)
      throws IOException {
    try (ConfigDraft draft = ConfigDraft.begin(place, root.console().environment())) {
      Written written =
          database.inTransaction(
              TransactionMode.READ_ONLY, session -> draft.write(session, survey, choices));
      draft.publish(force);
      return written;
    }
  }
}
