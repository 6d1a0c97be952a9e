package io.loomctl.importer;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who references, once everything is written, a key that a parent row has lost: the foreign keys
 * that act look then. Sets of the target's rows are queries or tables with {@code relation} and
 * {@code tuple}.
 */
final class KeyHolders {

  private final ConfiguredSchema schema;
  private final StagedTables staged;
  private final Map<TableName, Change> changes = new HashMap<>();

  KeyHolders(ConfiguredSchema schema, StagedTables staged, List<Change> changes) {
    this.schema = schema;
    this.staged = staged;
    changes.forEach(change -> this.changes.put(change.table().name(), change));
  }

  /** The rows that are updated, other than those that take the place of others. */
  static Sql updated(ImportTable parent) {
    return Sql.of(
        "(SELECT relation, tuple FROM {} WHERE tuple IS NOT NULL AND NOT substitute)",
        parent.differences());
  }

  /**
   * The rows whose referenced key an update changes, be it in how it is written.
   *
   * @param among which of the rows {@code d} that are written count
   */
  Sql rekeyed(Reference reference, ImportTable parent, Sql among) {
    List<ColumnName> key = reference.parentColumns();
    return Sql.of(
        "(SELECT d.relation, d.tuple FROM {} AS d JOIN {} AS r ON r.ctid = d.loomctl_staged JOIN {}"
            + " AS t ON t.ctid = d.tuple AND t.tableoid = d.relation WHERE {} AND"
            + " ROW({})::record OPERATOR(pg_catalog.*<>) ROW({})::record)",
        parent.differences(),
        staged.rows(parent),
        parent.target().from(),
        among,
        ImportTable.values(key, Sql.of("t")),
        ImportTable.values(key, Sql.of("r")));
  }

  /** Whether an update of the parent may change the key that is referenced. */
  boolean mayRekey(Reference reference, ImportTable parent) {
    boolean fixed =
        reference.parentColumns().stream()
            .allMatch(column -> parent.surrogates().contains(column) || identifies(parent, column));
    return !fixed && parent.carries(reference.parentColumns());
  }

  /** Whether rows are matched by the column, and equal values are written alike. */
  private static boolean identifies(ImportTable table, ColumnName column) {
    return table.key().contains(column)
        && !table.matchesWholeRows()
        && switch (table.column(column).family()) {
          case INTEGER, ORDERED -> true;
          case TEXT, OID, OTHER -> false;
        };
  }

  /** Rows of the child, called {@code c}, that nobody writes: a FROM clause with conditions. */
  Sql staying(Reference reference, Sql lost) {
    List<Sql> conditions = new ArrayList<>();
    conditions.add(holds(reference, lost));
    Change change = changes.get(reference.child());
    if (change != null && change.removed() > 0) {
      conditions.add(isNoneOf(change.table().deletions()));
    }
    if (change != null
        && change.different() + change.substituted() > 0
        && change.table().carries(reference.columns())) {
      conditions.add(isNoneOf(change.table().differences()));
    }
    return Sql.of(
        "FROM {} AS c WHERE {}",
        schema.table(reference.child()).from(),
        Sql.join(" AND ", conditions));
  }

  /** The same of rows that are written; nothing when none are. */
  Optional<Sql> written(Reference reference, Sql lost) {
    Change change = changes.get(reference.child());
    if (change == null
        || change.inserted() + change.different() == 0
        || !change.table().carries(reference.columns())) {
      return Optional.empty();
    }
    return Optional.of(
        Sql.of(
            "FROM {} AS c JOIN {} AS w ON w.loomctl_staged = c.ctid WHERE {}",
            staged.rows(change.table()),
            change.table().differences(),
            holds(everywhere(reference), lost)));
  }

  /** That a row that is written to the parent gives {@code c} the key that it references. */
  Sql provided(Reference reference) {
    Change change = changes.get(reference.parent());
    if (change == null
        || change.inserted() + change.different() == 0
        || !change.table().carries(reference.parentColumns())) {
      return Sql.of("false");
    }
    return Sql.of(
        "EXISTS (SELECT FROM {} AS s JOIN {} AS w ON w.loomctl_staged = s.ctid WHERE {})",
        staged.rows(change.table()),
        change.table().differences(),
        schema.join(reference, Sql.of("c"), Sql.of("s")));
  }

  private Sql holds(Reference reference, Sql lost) {
    return Sql.of(
        "EXISTS (SELECT FROM {} AS p JOIN {} AS d ON d.tuple = p.ctid AND d.relation ="
            + " p.tableoid WHERE {})",
        schema.table(reference.parent()).from(),
        lost,
        schema.join(reference, Sql.of("c"), Sql.of("p")));
  }

  /** A staged row is in no partition yet. */
  private static Reference everywhere(Reference reference) {
    return new Reference(
        reference.name(),
        reference.child(),
        reference.columns(),
        reference.parent(),
        reference.parentColumns(),
        reference.kind(),
        List.of());
  }

  private static Sql isNoneOf(Sql rows) {
    return Sql.of(
        "NOT EXISTS (SELECT FROM {} AS k WHERE k.tuple = c.ctid AND k.relation = c.tableoid)",
        rows);
  }
}
