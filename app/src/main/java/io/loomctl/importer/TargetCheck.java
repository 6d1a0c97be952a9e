package io.loomctl.importer;

import io.loomctl.catalog.Column;
import io.loomctl.catalog.Column.Generated;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import io.loomctl.scenario.ScenarioPlan;
import io.loomctl.snapshot.SnapshotHeader;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds what a snapshot's header says against the target's catalog and config. */
final class TargetCheck {

  private final ScenarioPlan plan;
  private final ConfiguredSchema schema;
  private final SnapshotHeader header;
  private final Set<TableName> included;
  private final List<Problem> problems = new ArrayList<>();

  private TargetCheck(ScenarioPlan plan, SnapshotHeader header, Set<TableName> included) {
    this.plan = plan;
    this.schema = plan.schema();
    this.header = header;
    this.included = included;
  }

  /**
   * The snapshot's tables as tables of the target, in the snapshot's order.
   *
   * @param included the tables whose rows are written; those of others are matched only
   * @throws RefusedException with everything that does not fit
   * @throws io.loomctl.failure.ConfigException when natural keys need each other to be found
   */
  static List<ImportTable> tables(
      ScenarioPlan plan, SnapshotHeader header, Set<TableName> included) {
    return new TargetCheck(plan, header, included).tables();
  }

  private List<ImportTable> tables() {
    Set<TableName> allowed = new TreeSet<>(plan.owned().keySet());
    allowed.addAll(plan.touched());
    List<ImportTable> tables = new ArrayList<>();
    Set<TableName> needed = needed();
    for (TableHeader table : header.tables()) {
      DataTable target = schema.tables().get(table.name());
      if (!needed.contains(table.name())) {
        continue;
      }
      if (target == null) {
        problems.add(
            Problem.of("the target has no table " + table.name())
                .hint("run the migrations that create it, or pass --exclude " + table.name()));
      } else if (!allowed.contains(table.name())) {
        problems.add(
            Problem.of(table.name() + " is no part of scenario \"" + plan.scenario() + "\"")
                .hint("add it to the scenario in the config, or pass --exclude " + table.name()));
      } else {
        tables.add(table(tables.size() + 1, table, target));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems, null);
    }
    KeyOrder.check(schema, tables);
    return tables;
  }

  /** The tables to write, and upward from them those whose rows are needed to find ids. */
  private Set<TableName> needed() {
    Set<TableName> inSnapshot = new TreeSet<>();
    header.tables().forEach(table -> inSnapshot.add(table.name()));
    Set<TableName> needed = new TreeSet<>(included);
    Deque<TableName> open = new ArrayDeque<>(included);
    while (!open.isEmpty()) {
      for (Reference reference : schema.graph().referencesFrom(open.pop())) {
        if (inSnapshot.contains(reference.parent()) && needed.add(reference.parent())) {
          open.push(reference.parent());
        }
      }
    }
    return needed;
  }

  private ImportTable table(int number, TableHeader table, DataTable target) {
    List<Column> columns = new ArrayList<>();
    for (ColumnHeader written : table.columns()) {
      column(target, written).ifPresent(columns::add);
    }
    boolean writes = included.contains(table.name()) && !target.lookup();
    Set<ColumnName> given = new LinkedHashSet<>();
    columns.forEach(column -> given.add(column.name()));
    if (writes) {
      requireValues(target, given);
    }
    for (ColumnName key : target.key().columns()) {
      if (!given.contains(key)) {
        problems.add(
            Problem.of(
                    "the snapshot has no values for "
                        + target.name()
                        + "."
                        + key
                        + ", by which rows are matched")
                .hint("export again with the present config"));
      }
    }
    List<ColumnName> surrogates = surrogates(target).stream().filter(given::contains).toList();
    return new ImportTable(number, table, target, columns, surrogates, writes);
  }

  private Optional<Column> column(DataTable target, ColumnHeader written) {
    Optional<Column> found = target.table().column(written.name());
    String name = target.name() + "." + written.name();
    if (found.isEmpty()) {
      problems.add(
          Problem.of("the target has no column " + name)
              .hint("run the migrations that add it, or export again without it"));
    } else if (found.get().generated() != Generated.NO) {
      problems.add(
          Problem.of(name + " is generated in the target, so its values cannot be given")
              .hint("export again from a database with the same schema"));
      return Optional.empty();
    } else if (!TypeChange.keepsValues(written.type(), found.get().type())) {
      problems.add(
          Problem.of(
                  name
                      + " is of type "
                      + found.get().type()
                      + " in the target, which may not hold values of type "
                      + written.type()
                      + " as they are")
              .hint("export again from a database with the same schema"));
    }
    return found;
  }

  private void requireValues(DataTable target, Set<ColumnName> given) {
    for (Column column : target.table().columns()) {
      boolean missing =
          column.notNull()
              && !column.hasDefault()
              && !column.identity()
              && column.holdsData()
              && !given.contains(column.name());
      if (missing) {
        problems.add(
            Problem.of(
                    target.name()
                        + "."
                        + column.name()
                        + " must not be null and has no default, and the snapshot has no values"
                        + " for it")
                .hint("give the column a default, or export again with it"));
      }
    }
  }

  /**
   * The primary key's and all referenced columns of a table with a natural key, less that key's own
   * and those that are references themselves. Where the config names the primary key, ids mean
   * something, and nothing is a surrogate.
   */
  private List<ColumnName> surrogates(DataTable target) {
    Set<ColumnName> columns = new LinkedHashSet<>();
    target.table().primaryKey().map(UniqueKey::columns).ifPresent(columns::addAll);
    boolean natural = target.key().kind() == MatchKey.Kind.NATURAL;
    if (!natural || columns.equals(Set.copyOf(target.key().columns()))) {
      return List.of();
    }
    for (Reference reference : schema.graph().referencesTo(target.name())) {
      columns.addAll(reference.parentColumns());
    }
    columns.removeAll(target.key().columns());
    for (Reference reference : schema.graph().referencesFrom(target.name())) {
      columns.removeAll(reference.columns());
    }
    return List.copyOf(columns);
  }
}
