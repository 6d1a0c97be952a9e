package io.loomctl.delta;

import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.TableHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** That two snapshots were made alike, so that all that differs between them is rows. */
final class SameScope {

  private SameScope() {}

  /**
   * Checks both headers.
   *
   * @throws RefusedException when tables have other columns, keys or masks, or when other
   *     parameters or parts of the scenario were asked for
   */
  static void check(SnapshotHeader base, SnapshotHeader newer) {
    List<Problem> problems = new ArrayList<>();
    String version = "v" + base.version();
    for (TableHeader table : newer.tables()) {
      Optional<TableHeader> before = base.table(table.name());
      if (before.isPresent() && !isAlike(before.get(), table)) {
        problems.add(
            problem(table.name() + " has other columns, keys or masks than in " + version));
      }
    }
    if (!base.parameters().equals(newer.parameters())) {
      problems.add(problem(version + " was taken with other parameters: " + base.parameters()));
    }
    if (!base.only().equals(newer.only()) || !base.exclude().equals(newer.exclude())) {
      problems.add(problem(version + " was taken of other tables of the scenario"));
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems, null);
    }
  }

  private static Problem problem(String message) {
    return Problem.of(message)
        .hint("export without --since: a delta holds changes of rows and nothing else");
  }

  private static boolean isAlike(TableHeader before, TableHeader after) {
    return before.columns().equals(after.columns())
        && before.primaryKey().equals(after.primaryKey())
        && before.key().equals(after.key())
        && before.sort().equals(after.sort());
  }
}
