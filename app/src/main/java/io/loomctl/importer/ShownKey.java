package io.loomctl.importer;

import io.loomctl.failure.Problem;
import io.loomctl.graph.ColumnName;
import io.loomctl.sql.Sql;
import java.util.Collection;
import java.util.List;

/** How messages name rows: by the columns of the table's key, a few of them. */
final class ShownKey {

  /** One more than are shown, to know whether there are more. */
  static final Sql LIMIT = Sql.of("LIMIT 4");

  private static final int SHOWN = 3;

  private ShownKey() {}

  /** An expression such as {@code 'name ' || k."name"}. */
  static Sql of(Collection<ColumnName> key, Sql alias) {
    return key.stream()
        .map(
            column ->
                Sql.of(
                    "{} || coalesce({}.{}::text, '(null)')",
                    Sql.literal(column + " "),
                    alias,
                    Sql.name(column.value())))
        .collect(Sql.joining(" || ', ' || "));
  }

  /** Adds rows, found with {@link #LIMIT}, to a problem. */
  static Problem add(Problem problem, List<String> rows) {
    Problem longer = problem;
    for (String row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
      longer = longer.detail(row);
    }
    return rows.size() > SHOWN ? longer.detail("and more") : longer;
  }
}
