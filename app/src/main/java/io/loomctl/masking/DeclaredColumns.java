package io.loomctl.masking;

import io.loomctl.config.Located;
import io.loomctl.config.SafeColumns;
import io.loomctl.config.TableConfig;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which columns somebody has decided about: those that are masked, excluded or declared safe. A
 * column that was added since is none of them.
 */
public record DeclaredColumns(ConfiguredSchema schema, Masks masks) {

  /**
   * Stops an export of columns that nobody has decided about.
   *
   * @param why says why they have to be, such as {@code database "prod" is strict}
   * @throws RefusedException with all of them
   */
  public void check(Collection<TableName> tables, String why) {
    List<Problem> problems = problems(tables, why);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems, null);
    }
  }

  /** The tables with columns that nobody has decided about. */
  public List<Problem> problems(Collection<TableName> tables, String why) {
    List<Problem> problems = new ArrayList<>();
    for (TableName table : tables) {
      List<ColumnName> undecided = undecided(table);
      if (!undecided.isEmpty()) {
        problems.add(
            Problem.at(
                schema.written(table).map(written -> written.table().where()).orElse(Where.NOWHERE),
                table
                    + " has "
                    + (undecided.size() == 1
                        ? "a column that is"
                        : undecided.size() + " columns that are")
                    + " neither masked nor excluded nor declared safe: "
                    + undecided.stream()
                        .map(ColumnName::toString)
                        .collect(Collectors.joining(", "))));
      }
    }
    if (!problems.isEmpty()) {
      int last = problems.size() - 1;
      problems.set(
          last,
          problems
              .get(last)
              .hint("name each under \"mask\", \"exclude\" or \"safe\" of its table: " + why));
    }
    return problems;
  }

  /** The columns that leave the database as they are though nobody said that they may. */
  public List<ColumnName> undecided(TableName table) {
    DataTable data = schema.table(table);
    return data.columns().stream()
        .map(column -> column.name())
        .filter(column -> masks.kind(table, column).isEmpty())
        .filter(column -> !isSafe(table, column))
        .toList();
  }

  private boolean isSafe(TableName table, ColumnName column) {
    Optional<SafeColumns> safe = schema.written(table).map(TableConfig::safe);
    return safe.isPresent()
        && (safe.get().all()
            || safe.get().columns().stream().map(Located::value).anyMatch(column::equals));
  }
}
