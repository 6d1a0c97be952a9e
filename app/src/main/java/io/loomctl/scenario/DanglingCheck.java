package io.loomctl.scenario;

import io.loomctl.catalog.Column;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.Reference;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds selected rows that point to something that no snapshot can bring along: a parent that does
 * not exist (possible under a NOT VALID foreign key), or a large object.
 */
record DanglingCheck(Session session, ConfiguredSchema schema) {

  void run(List<SelectedTable> tables) {
    List<Problem> problems = new ArrayList<>();
    for (SelectedTable table : tables) {
      for (Reference reference : schema.carriedReferencesFrom(table.name())) {
        if (reference.kind() == Reference.Kind.NOT_VALID) {
          checkReference(table, reference, problems);
        }
      }
      for (Column column : table.table().columns()) {
        if (column.family() == Column.Family.OID) {
          checkLargeObjects(table, column, problems);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems, null);
    }
  }

  private void checkReference(SelectedTable table, Reference reference, List<Problem> problems) {
    long broken =
        count(
            Sql.of(
                "SELECT count(*) {} WHERE {}",
                table.from(),
                new DanglingRows(schema, reference).condition()));
    if (broken > 0) {
      problems.add(
          Problem.of(
                  broken
                      + " "
                      + (broken == 1 ? "row" : "rows")
                      + " of "
                      + table.name()
                      + " reference rows that do not exist")
              .detail(reference + " (" + reference.name() + ", NOT VALID)")
              .hint("mend these rows, or leave them or the column out of the scenario"));
    }
  }

  private void checkLargeObjects(SelectedTable table, Column column, List<Problem> problems) {
    long found =
        count(
            Sql.of(
                "SELECT count(*) {} WHERE loomctl_row.{} IN (SELECT oid FROM"
                    + " pg_catalog.pg_largeobject_metadata)",
                table.from(),
                Sql.name(column.name().value())));
    if (found > 0) {
      problems.add(
          Problem.of(
                  table.name()
                      + "."
                      + column.name()
                      + " points to "
                      + found
                      + (found == 1 ? " large object" : " large objects")
                      + ", which a snapshot cannot hold")
              .hint("\"exclude\" the column, or keep the content in a bytea column"));
    }
  }

  private long count(Sql query) {
    return session.queryOne(query, row -> row.getLong(1));
  }
}
