package io.loomctl.cli;

import io.loomctl.importer.Strategy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code loomctl update-import}: the import that deletes nothing. */
@Command(
    name = "update-import",
    description =
        "Merge a snapshot into the database: insert and update rows, delete none. The same as"
            + " import --strategy merge.",
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 done, 2 usage, 3 config, 4 snapshot, 5 database, 6 refused by a guard or a"
          + " conflict, 130 interrupted (143 by kill). Unless it is 0, nothing was changed, or the message says that"
          + " it is not known."
    })
final class UpdateImportCommand implements Callable<Integer> {

  private final Loomctl root;

  @Mixin ImportOptions options;

  UpdateImportCommand(Loomctl root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    return new ImportRun(root, "update-import", options, Strategy.MERGE).run();
  }
}
