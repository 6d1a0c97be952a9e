package io.loomctl.scenario;

import io.loomctl.catalog.Column;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ScenarioPlan.Condition;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements that selection is made of. The table whose rows are looked for stands under its
 * own name, so that the operator's conditions can qualify columns by it; everything else has an
 * alias that no table is likely to have.
 */
record SelectionSql(ConfiguredSchema schema) {

  /** How a row found by a set of keys is recognised in its table. */
  private static final String JOIN_KEYS =
      " JOIN {} AS loomctl_keys ON {}.ctid = loomctl_keys.tuple AND {}.tableoid ="
          + " loomctl_keys.relation";

  Sql from(TableName table) {
    return schema.table(table).from();
  }

  /** How many rows a table has; no more than so many are looked at. */
  Sql count(TableName table, long most) {
    return Sql.of(
        "SELECT pg_catalog.count(*) FROM (SELECT FROM {}{}) AS loomctl_counted",
        from(table),
        most == Long.MAX_VALUE ? Sql.EMPTY : Sql.of(" LIMIT {}", Sql.number(most)));
  }

  /** Rows for which the operator's condition holds. */
  Sql matching(TableName table, Condition condition) {
    return Sql.of(
        "SELECT {}.tableoid, {}.ctid FROM {} WHERE ({}\n)",
        Sql.name(table.name()),
        Sql.name(table.name()),
        from(table),
        condition.sql());
  }

  /**
   * Rows of one end of a reference for which the other end has a row.
   *
   * @param keys restricts the other end to the rows in a set of keys; nothing means all of its rows
   */
  Sql linked(
      Reference reference, boolean toChild, Optional<Sql> keys, Optional<Condition> condition) {
    TableName target = toChild ? reference.child() : reference.parent();
    TableName other = toChild ? reference.parent() : reference.child();
    Sql alias = Sql.of("loomctl_other");
    return Sql.of(
        "SELECT {}.tableoid, {}.ctid FROM {} WHERE {}EXISTS (SELECT FROM {} AS {}{} WHERE {})",
        Sql.name(target.name()),
        Sql.name(target.name()),
        from(target),
        condition.map(where -> Sql.of("({}\n) AND ", where.sql())).orElse(Sql.EMPTY),
        from(other),
        alias,
        keys.map(set -> Sql.of(JOIN_KEYS, set, alias, alias)).orElse(Sql.EMPTY),
        toChild
            ? join(reference, Sql.name(target.name()), alias)
            : join(reference, alias, Sql.name(target.name())));
  }

  /** That the child's columns equal the parent's, compared as the foreign key compares them. */
  Sql join(Reference reference, Sql child, Sql parent) {
    List<Sql> equal = new ArrayList<>();
    for (int i = 0; i < reference.columns().size(); i++) {
      Column column = column(reference.child(), reference.columns().get(i));
      Column parentColumn = column(reference.parent(), reference.parentColumns().get(i));
      String collation = parentColumn.collation();
      Sql collate =
          collation == null || collation.equals(column.collation())
              ? Sql.EMPTY
              : Sql.of(" COLLATE {}", Sql.trusted(collation));
      equal.add(
          parentColumn.equal(
              Sql.of("{}.{}", child, Sql.name(column.name().value())),
              Sql.of("{}.{}{}", parent, Sql.name(parentColumn.name().value()), collate)));
    }
    inItsPartitions(reference, child).ifPresent(equal::add);
    return Sql.join(" AND ", equal);
  }

  /** That the child's row is in a partition that makes the reference; nothing when all do. */
  static Optional<Sql> inItsPartitions(Reference reference, Sql child) {
    if (reference.partitions().isEmpty()) {
      return Optional.empty();
    }
    Sql partitions =
        reference.partitions().stream()
            .map(partition -> Sql.name(partition.schema(), partition.name()))
            .map(partition -> Sql.of("{}::regclass", Sql.literal(partition.text())))
            .collect(Sql.joining(", "));
    return Optional.of(Sql.of("{}.tableoid IN ({})", child, partitions));
  }

  /** An order of rows by their match key, so that the same one is the first each time. */
  Sql keyOrder(TableName table, Sql alias) {
    List<Sql> terms = new ArrayList<>();
    for (ColumnName name : schema.table(table).key().columns()) {
      Sql value = Sql.of("{}.{}", alias, Sql.name(name.value()));
      terms.add(
          column(table, name).family() == Column.Family.INTEGER
              ? value
              : Sql.of("pg_catalog.concat({}) COLLATE \"C\"", value));
    }
    terms.add(Sql.of("{}.tableoid, {}.ctid", alias, alias));
    return Sql.join(", ", terms);
  }

  private Column column(TableName table, ColumnName column) {
    return schema.table(table).table().column(column).orElseThrow();
  }

  /**
   * The rows of a table that were selected, as a FROM clause; the table goes by {@code
   * loomctl_row}.
   */
  Sql selected(TableName table, Optional<Sql> keys) {
    Sql alias = Sql.of("loomctl_row");
    return Sql.of(
        "FROM {} AS {}{}",
        from(table),
        alias,
        keys.map(set -> Sql.of(JOIN_KEYS, set, alias, alias)).orElse(Sql.EMPTY));
  }
}
