package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.ForeignKeyActions.Event;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * New rows that have the key of a row that goes, as when a natural key was renamed and the id
 * stayed. For whoever references that key nothing is to happen; but a foreign key with ON DELETE
 * CASCADE, SET NULL or SET DEFAULT acts on the deletion whoever has the key by then. So the new row
 * is written in the place of the old one, by an UPDATE that leaves the key alone.
 */
record Substitution(Session session, ConfiguredSchema schema, StagedTables staged) {

  /** The changes, with as many substituted rows as there are. */
  List<Change> find(List<Change> changes) {
    List<Change> found = new ArrayList<>();
    for (Change change : changes) {
      Change with = change;
      for (Reference reference : acting(change.table())) {
        if (with.added() > 0 && with.removed() > 0) {
          with = substitute(with, reference.parentColumns());
        }
      }
      found.add(with);
    }
    return found;
  }

  private List<Reference> acting(ImportTable table) {
    return schema.catalog().enforcedReferencesTo(table.name()).stream()
        .filter(reference -> schema.catalog().action(reference, Event.DELETE).acts())
        .filter(reference -> table.carries(reference.parentColumns()))
        .toList();
  }

  private Change substitute(Change change, List<ColumnName> key) {
    ImportTable table = change.table();
    Sql same =
        table.columns().stream()
            .filter(column -> key.contains(column.name()) || column.identityAlways())
            .map(column -> column.equal(value("t", column), value("r", column)))
            .collect(Sql.joining(" AND "));
    long found =
        session.execute(
            Sql.of(
                "UPDATE {} AS d SET relation = x.relation, tuple = x.tuple, substitute = true FROM"
                    + " {} AS r, {} AS t, {} AS x WHERE d.tuple IS NULL AND r.ctid ="
                    + " d.loomctl_staged AND t.ctid = x.tuple AND t.tableoid = x.relation AND {}",
                table.differences(),
                staged.rows(table),
                table.target().from(),
                table.deletions(),
                same));
    if (found > 0) {
      session.execute(
          Sql.of(
              "DELETE FROM {} AS x USING {} AS d WHERE d.substitute AND d.tuple = x.tuple AND"
                  + " d.relation = x.relation",
              table.deletions(),
              table.differences()));
    }
    return new Change(
        table,
        change.rows(),
        change.inserted(),
        change.different(),
        change.deleted(),
        change.substituted() + found);
  }

  private static Sql value(String alias, Column column) {
    return Sql.name(alias, column.name().value());
  }
}
