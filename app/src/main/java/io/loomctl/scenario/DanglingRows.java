package io.loomctl.scenario;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows whose reference leads to a row that does not exist, as the foreign key would see it. The
 * session's own search path has to be in place: the columns' types bring their own operators.
 */
public record DanglingRows(ConfiguredSchema schema, Reference reference) {

  private static final Sql ROW = Sql.of("loomctl_row");
  private static final Sql PARENT = Sql.of("loomctl_parent");

  /** A FROM clause with its WHERE; the child's rows go by {@code loomctl_row}. */
  public Sql from() {
    return Sql.of(
        "FROM {} AS {} WHERE {}",
        new SelectionSql(schema).from(reference.child()),
        ROW,
        condition());
  }

  /** The condition alone, on rows of the child that go by {@code loomctl_row}. */
  Sql condition() {
    SelectionSql sql = new SelectionSql(schema);
    List<Sql> conditions = new ArrayList<>();
    for (ColumnName column : reference.columns()) {
      conditions.add(Sql.of("{}.{} IS NOT NULL", ROW, Sql.name(column.value())));
    }
    SelectionSql.inItsPartitions(reference, ROW).ifPresent(conditions::add);
    conditions.add(
        Sql.of(
            "NOT EXISTS (SELECT FROM {} AS {} WHERE {})",
            sql.from(reference.parent()),
            PARENT,
            sql.join(reference, ROW, PARENT)));
    return Sql.join(" AND ", conditions);
  }
}
