package io.loomctl.cli;

import io.loomctl.config.Config;
import io.loomctl.config.DatabaseConfig;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.progress.ProgressListener;
import io.loomctl.sql.Sql;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code loomctl sql}: a look into an embedded database, for those who have no psql. */
@Command(
    name = "sql",
    description = "Run a SQL statement in an embedded database, in a transaction of its own.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "For databases that run elsewhere use psql.",
      "",
      "Exit codes: 0 done, 2 usage, 3 config, 5 database, 130 interrupted."
    })
final class SqlCommand implements Callable<Integer> {

  private final Loomctl root;

  @Parameters(paramLabel = "STATEMENT", description = "The statement, in quotes.")
  String statement;

  SqlCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    root.options.checkFormat("sql", GlobalOptions.Format.TEXT);
    Config config = Config.read(root.options.config, root.console().environment());
    DatabaseConfig database = config.database(root.options.database());
    if (!(database.target() instanceof DatabaseConfig.Target.Embedded)) {
      throw new UsageException(
          Problem.of("database \"" + database.name() + "\" is not embedded: use psql"));
    }
    root.onFailure(Aftermath.NOTHING);
    Optional<ConsoleProgress> progress = root.progress();
    try (OpenDatabase open =
        OpenDatabase.open(
            config,
            database,
            1,
            root.console().environment(),
            progress.map(ProgressListener.class::cast).orElse(ProgressListener.NONE))) {
      root.interruption().onInterrupt(open.database()::cancel);
      show(
          open.database()
              .inTransaction(
                  TransactionMode.READ_COMMITTED,
                  session -> {
                    session.useOwnSearchPath();
                    return session.run(Sql.trusted(statement));
                  }));
    } finally {
      progress.ifPresent(ConsoleProgress::close);
    }
    return ExitCode.DONE.code();
  }

  private void show(Session.Outcome outcome) {
    if (outcome.columns().isEmpty()) {
      root.console().out().println(Numbers.count(outcome.count(), "row"));
      return;
    }
    TextTable table = new TextTable(outcome.columns().toArray(String[]::new));
    outcome.rows().forEach(row -> table.row(row.toArray(String[]::new)));
    int width = root.console().outTerminal() ? root.console().width() : 0;
    table.lines(width).forEach(root.console().out()::println);
  }
}
