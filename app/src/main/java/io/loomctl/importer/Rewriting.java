package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.database.Session;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/** Gives staged rows the ids of the target, where these differ from the snapshot's. */
record Rewriting(Session session, StagedTables staged) {

  void run() {
    for (ImportTable table : staged.all()) {
      boolean moves =
          table.columns().stream()
              .anyMatch(column -> TargetValues.moves(staged, table, column.name()));
      if (moves) {
        rewrite(table);
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
