package io.loomctl.comparison;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statements that bring staged changes into their tables. */
final class ChangeStatements {

  private final Map<TableName, StagedTable> tables;
  private final ChangeOrder order;
  private final Map<TableName, Set<ColumnName>> targets;
  private final List<Sql> statements = new ArrayList<>();

  private ChangeStatements(
      List<StagedTable> tables,
      List<TableName> loadOrder,
      Map<TableName, Set<ColumnName>> targets) {
    this.targets = targets;
    this.tables = tables.stream().collect(Collectors.toMap(StagedTable::name, Function.identity()));
    this.order = ChangeOrder.of(tables.stream().map(StagedTable::change).toList(), loadOrder);
  }

  /**
   * The statements, in order.
   *
   * @param tables those that change
   * @param loadOrder tables in an order in which they can be loaded
   * @param targets columns of each table that references lead to
   */
  static List<Sql> of(
      List<StagedTable> tables,
      List<TableName> loadOrder,
      Map<TableName, Set<ColumnName>> targets) {
    ChangeStatements result = new ChangeStatements(tables, loadOrder, targets);
    result.build();
    return result.statements;
  }

  private void build() {
    add(deletes(order.early()), List.of(), List.of());
    for (List<TableName> unit : order.units()) {
      for (TableName table : unit) {
        statements.addAll(staged(table).park(targets.getOrDefault(table, Set.of())));
      }
      List<TableName> late =
          unit.stream()
              .filter(table -> staged(table).removes() && !order.early().contains(table))
              .toList();
      add(deletes(late), unit, unit);
    }
  }

  private List<Sql> deletes(List<TableName> removing) {
    return removing.stream().map(table -> staged(table).sql().delete()).toList();
  }

  private StagedTable staged(TableName table) {
    return Objects.requireNonNull(tables.get(table));
  }

  /**
   * One statement of several. All see the table as it was, but they find each other's rows in
   * unique keys; so each waits for those before it, by asking how many rows they wrote.
   */
  private void add(List<Sql> deletes, List<TableName> updated, List<TableName> inserted) {
    List<Sql> parts = new ArrayList<>(deletes);
    Sql deleted = waitFor(0, parts.size());
    updated.forEach(table -> staged(table).update(deleted).ifPresent(parts::add));
    Sql written = waitFor(0, parts.size());
    inserted.forEach(table -> staged(table).insert(written).ifPresent(parts::add));
    if (parts.isEmpty()) {
      return;
    }
    Sql last = parts.remove(parts.size() - 1);
    List<Sql> queries = new ArrayList<>();
    for (Sql part : parts) {
      queries.add(Sql.of("{} AS ({} RETURNING 1)", query(queries.size()), part));
    }
    statements.add(
        queries.isEmpty() ? last : Sql.of("WITH {}\n{}", Sql.join(",\n", queries), last));
  }

  private static Sql query(int number) {
    return Sql.name("change_" + number);
  }

  private static Sql waitFor(int from, int to) {
    List<Sql> conditions = new ArrayList<>();
    for (int i = from; i < to; i++) {
      conditions.add(Sql.of(" AND (SELECT count(*) FROM {}) >= 0", query(i)));
    }
    return Sql.join("", conditions);
  }
}
