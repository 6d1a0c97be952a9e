package io.loomctl.scenario;

import io.loomctl.catalog.Table;
import io.loomctl.config.Located;
import io.loomctl.config.NearMiss;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import java.util.List;
import java.util.Optional;

/** Finds the columns that a config names. */
public final class ColumnLookup {

  private ColumnLookup() {}

  /** That the table has no such column; nothing when it has. */
  public static Optional<Problem> missing(Table table, Located<ColumnName> column) {
    if (table.column(column.value()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(notFound(table, column.value().value(), column.where()));
  }

  /** That a table has no column of that name, with those that may be meant. */
  public static Problem notFound(Table table, String name, Where where) {
    List<String> known = table.columns().stream().map(each -> each.name().value()).toList();
    return Problem.at(where, table.name() + " has no column \"" + name + "\"")
        .hint(NearMiss.question(name, known).orElse("its columns: " + String.join(", ", known)));
  }
}
