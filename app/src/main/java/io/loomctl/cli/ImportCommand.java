package io.loomctl.cli;

import io.loomctl.importer.Strategy;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code loomctl import}. */
@Command(
    name = "import",
    description = "Put a snapshot into the database, in one transaction.",
    sortOptions = false,
    footer = {
      "",
      "Strategies: replace makes the scenario's rows exactly those of the snapshot; merge inserts and"
          + " updates, and deletes nothing; skip inserts what is missing; fail-on-conflict inserts,"
          + " and refuses when a row is there already.",
      "",
      "Exit codes: 0 done, 2 usage, 3 config, 4 snapshot, 5 database, 6 refused by a guard or a"
          + " conflict, 130 interrupted (143 by kill). Unless it is 0, nothing was changed, or the message says that"
          + " it is not known."
    })
final class ImportCommand implements Callable<Integer> {

  private final Loomctl root;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "replace",
      converter = StrategyName.class,
      description =
          "What to do with rows that exist: replace (the default), merge, skip or fail-on-conflict.")
  Strategy strategy;

  @Mixin ImportOptions options;

  ImportCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return new ImportRun(root, "import", options, strategy).run();
  }

  /** Reads a strategy as people write it. */
  static final class StrategyName implements ITypeConverter<Strategy> {

    @Override
    public Strategy convert(String value) {
      for (Strategy strategy : Strategy.values()) {
        if (name(strategy).equals(value.toLowerCase(Locale.ROOT))) {
          return strategy;
        }
      }
      throw new TypeConversionException(
          "expected one of replace, merge, skip, fail-on-conflict, but was '" + value + "'");
    }

    static String name(Strategy strategy) {
      return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
