package io.loomctl.scenario;

import io.loomctl.config.Located;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.ScenarioName;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How many rows each rule and reference brought, held against the limits. While it guards, nothing
 * adds more rows than are needed to know that there are too many.
 */
final class RowTally {

  /** Contributions that a message names. */
  private static final int NAMED = 5;

  private final ScenarioName scenario;
  private final RowLimits limits;
  private final boolean guards;
  private final Map<Origin, Count> counts = new LinkedHashMap<>();
  private final Map<TableName, Long> tables = new HashMap<>();
  private long total;

  /** Rows that one origin brought, and whether it would have gone on. */
  private record Count(long rows, boolean cutOff) {

    Count plus(Count more) {
      return new Count(rows + more.rows, cutOff || more.cutOff);
    }
  }

  /**
   * A tally of nothing.
   *
   * @param guards whether to refuse what is beyond the limits, rather than only to tell
   */
  RowTally(ScenarioPlan plan, boolean guards) {
    this.scenario = plan.scenario();
    this.limits = plan.limits();
    this.guards = guards;
  }

  /** Whether the table's rows need not be counted for this tally's sake. */
  boolean isIndifferentTo(TableName table) {
    return guards && limits.isUnlimited(table);
  }

  /** How many rows may be added at once: one more than are allowed. */
  long most(TableName table) {
    long most = Long.MAX_VALUE;
    if (guards && limits.tables().containsKey(table)) {
      most = limits.tables().get(table).value() - tables.getOrDefault(table, 0L) + 1;
    }
    if (guards && limits.total().isPresent()) {
      most = Math.min(most, limits.total().get().value() - total + 1);
    }
    return most;
  }

  /**
   * Notes rows.
   *
   * @param most as it was when they were added
   * @throws RefusedException when that is too many
   */
  void add(Origin origin, long rows, long most) {
    if (rows == 0) {
      return;
    }
    counts.merge(origin, new Count(rows, rows >= most), Count::plus);
    tables.merge(origin.table(), rows, Long::sum);
    total += rows;
    if (guards && !exceeded().isEmpty()) {
      throw new RefusedException(exceeded(), null);
    }
  }

  /** Each limit that does not hold, with what brought the rows. */
  List<Problem> exceeded() {
    List<Problem> problems = new ArrayList<>();
    limits
        .tables()
        .forEach(
            (table, limit) -> {
              long rows = tables.getOrDefault(table, 0L);
              if (rows > limit.value()) {
                problems.add(problem(limit, rows, Optional.of(table)));
              }
            });
    limits
        .total()
        .filter(limit -> total > limit.value())
        .ifPresent(limit -> problems.add(problem(limit, total, Optional.empty())));
    return problems;
  }

  private Problem problem(Located<Long> limit, long rows, Optional<TableName> table) {
    List<Map.Entry<Origin, Count>> most =
        counts.entrySet().stream()
            .filter(entry -> table.isEmpty() || entry.getKey().table().equals(table.get()))
            .sorted(Comparator.comparing(entry -> -entry.getValue().rows()))
            .toList();
    Problem problem =
        Problem.at(
            limit.where(),
            "scenario \"%s\" takes %s %s"
                    .formatted(
                        scenario,
                        guards ? "more than " + rows(limit.value()) : rows(rows),
                        table.map(name -> "of " + name).orElse("in all"))
                + (guards ? "" : ", more than " + number(limit.value())));
    for (Map.Entry<Origin, Count> entry : most.subList(0, Math.min(NAMED, most.size()))) {
      problem = problem.detail(described(entry.getKey(), entry.getValue(), table.isEmpty()));
    }
    if (most.size() > NAMED) {
      problem = problem.detail("and " + (most.size() - NAMED) + " more rules and references");
    }
    return problem.hint(
        most.get(0).getKey().remedy() + (guards ? "; \"export --estimate\" counts all" : ""));
  }

  private static String described(Origin origin, Count count, boolean named) {
    return (count.cutOff ? "at least " : "")
        + rows(count.rows)
        + (named ? " of " + origin.table() : "")
        + " "
        + origin;
  }

  private static String rows(long rows) {
    return number(rows) + (rows == 1 ? " row" : " rows");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
