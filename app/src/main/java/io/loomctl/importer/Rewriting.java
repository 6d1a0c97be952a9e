package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.Reference;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/** Gives staged rows the ids of the target, where these differ from the snapshot's. */
record Rewriting(Session session, StagedTables staged) {

  /**
   * Rewrites what references rows with other ids.
   *
   * @throws RefusedException when the snapshot does not say which rows those are
   */
  void run() {
    staged.all().forEach(this::refuseUntold);
    for (ImportTable table : staged.all()) {
      boolean moves =
          table.columns().stream()
              .anyMatch(column -> TargetValues.moves(staged, table, column.name()));
      if (moves) {
        rewrite(table);
      }
    }
  }

  /** A generated column's values are in no snapshot, so nothing tells whom they stand for. */
  private void refuseUntold(ImportTable child) {
    for (Reference reference : staged.untold(child)) {
      if (staged.isRenumbered(reference.parent())) {
        throw new RefusedException(
            Problem.of(
                    "rows of %s have other ids in the database, and %s references them by %s, of which the snapshot has no values"
                        .formatted(reference.parent(), child.name(), reference.parentColumns()))
                .hint(
                    "remove the \"key\" of "
                        + reference.parent()
                        + " from the config, so that its rows are matched by their ids"));
      }
    }
  }

  private void rewrite(ImportTable table) {
    TargetValues values = new TargetValues(staged, table);
    List<Sql> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      columns.add(Sql.of("{} AS {}", values.value(column.name()), Sql.name(column.name().value())));
    }
    session.execute(
        Sql.of(
            "CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {}\n{}",
            table.rewritten(),
            Sql.join(", ", columns),
            values.from()));
    session.execute(Sql.of("ANALYZE {}", table.rewritten()));
    staged.rewritten(table);
  }
}
