package io.loomctl.importer;

import io.loomctl.catalog.ForeignKeyActions.Event;
import io.loomctl.database.Session;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.sql.Sql;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tables' updated rows are deleted and inserted again by the same statement. When a key moves
 * from one row to another, ON UPDATE CASCADE would drag along the rows that reference it, though
 * they are to stay; to a deletion, a foreign key without an action on it has no objection as long
 * as somebody has the key in the end.
 */
record Anew(Session session, ConfiguredSchema schema, KeyHolders holders) {

  /** The tables where updates in place would have side effects, and this way has none. */
  Set<TableName> needed(List<Change> changes, Strategy strategy) {
    return changes.stream()
        .filter(change -> change.updated(strategy) > 0)
        .map(Change::table)
        .filter(this::dragsAlong)
        .filter(this::isSafe)
        .map(ImportTable::name)
        .collect(Collectors.toSet());
  }

  private boolean dragsAlong(ImportTable table) {
    Sql all = Sql.of("NOT d.substitute");
    return schema.catalog().enforcedReferencesTo(table.name()).stream()
        .filter(reference -> schema.catalog().action(reference, Event.UPDATE).acts())
        .filter(reference -> holders.mayRekey(reference, table))
        .anyMatch(
            reference ->
                isHeld(
                    reference,
                    holders.rekeyed(reference, table, all),
                    holders.provided(reference)));
  }

  /** Whether no foreign key would act if the updated rows were deleted for a moment. */
  boolean isSafe(ImportTable table) {
    return schema.catalog().enforcedReferencesTo(table.name()).stream()
        .filter(reference -> schema.catalog().action(reference, Event.DELETE).acts())
        .noneMatch(reference -> isHeld(reference, KeyHolders.updated(table), Sql.of("true")));
  }

  private boolean isHeld(Reference reference, Sql lost, Sql also) {
    return exists(Sql.of("{} AND {}", holders.staying(reference, lost), also))
        || holders.written(reference, lost).filter(this::exists).isPresent();
  }

  private boolean exists(Sql from) {
    return session.queryOne(Sql.of("SELECT EXISTS (SELECT {})", from), row -> row.getBoolean(1));
  }
}
