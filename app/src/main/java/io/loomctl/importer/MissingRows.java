package io.loomctl.importer;

import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are only matched, never written (lookup tables, excluded tables), have to be there when
 * rows that are written reference them. Their id in the snapshot may be another row's in the
 * target.
 */
record MissingRows(Session session, StagedTables staged) {

  void refuse() {
    List<Problem> problems = new ArrayList<>();
    for (ImportTable table : staged.written()) {
      for (Reference reference : staged.references(table)) {
        ImportTable parent = staged.table(reference.parent());
        if (!parent.written() && !parent.matchesWholeRows()) {
          check(table, reference, parent, problems);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems, null);
    }
  }

  private void check(
      ImportTable child, Reference reference, ImportTable parent, List<Problem> problems) {
    List<Sql> equal = new ArrayList<>();
    for (int i = 0; i < reference.columns().size(); i++) {
      ColumnName parentColumn = reference.parentColumns().get(i);
      equal.add(
          parent
              .column(parentColumn)
              .equal(
                  Sql.of("c.{}", Sql.name(reference.columns().get(i).value())),
                  Sql.of("r.{}", Sql.name(parentColumn.value()))));
    }
    equal.add(staged.refers(reference, Sql.of("c")));
    Sql missing =
        new KeyMatch(parent)
            .joined(
                staged.rows(parent),
                Sql.of("{} AS shown", ShownKey.of(parent.key(), Sql.of("r"))),
                Sql.of(
                    "t.ctid IS NULL AND EXISTS (SELECT FROM {} AS c WHERE {})",
                    staged.rows(child),
                    Sql.join(" AND ", equal)));
    List<String> rows =
        session.query(
            Sql.of("SELECT shown FROM ({}) AS m ORDER BY shown {}", missing, ShownKey.LIMIT),
            row -> row.getString(1));
    if (!rows.isEmpty()) {
      problems.add(problem(child, parent, rows));
    }
  }

  private static Problem problem(ImportTable child, ImportTable parent, List<String> rows) {
    Problem problem =
        Problem.of(
            "rows of "
                + child.name()
                + " reference rows of "
                + parent.name()
                + " that the database does not have");
    return ShownKey.add(problem, rows)
        .hint(
            parent.target().lookup()
                ? parent.name() + " is a lookup table: run the migrations that fill it"
                : "import " + parent.name() + " as well");
  }
}
