package io.loomctl.scenario;

import io.loomctl.catalog.Table;
import io.loomctl.config.Located;
import io.loomctl.config.NearMiss;
import io.loomctl.failure.Problem;
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
    List<String> known = table.columns().stream().map(each -> each.name().value()).toList();
    return Optional.of(
        Problem.at(column.where(), table.name() + " has no column \"" + column.value() + "\"")
            .hint(
                NearMiss.question(column.value().value(), known)
                    .orElse("its columns: " + String.join(", ", known))));
  }
}
