package io.loomctl.validation;

import io.loomctl.config.Located;
import io.loomctl.config.RuleConfig;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The config's rules, each a check of its own. Their SQL is the operator's, so it runs with the
 * search path that the role has; what finds rows runs in a transaction that can change nothing.
 *
 * @param fix whether rules that are broken and know a remedy apply it
 */
record RuleChecks(LiveDatabase live, List<RuleConfig> rules, boolean fix) implements Checks {

  @Override
  public void run(Consumer<Check> report) {
    for (RuleConfig rule : rules) {
      report.accept(check(rule));
    }
  }

  private Check check(RuleConfig rule) {
    List<FoundRows> found = new ArrayList<>();
    Optional<DatabaseException> refused =
        live.inTransaction(
            TransactionMode.READ_ONLY,
            session -> session.attempt(() -> found.add(broken(session, rule))));
    if (refused.isPresent()) {
      return of(rule, List.of(Finding.error(notAccepted(rule.find(), refused.get()))));
    }
    FoundRows rows = found.get(0);
    if (rows.isEmpty()) {
      return of(rule, List.of());
    }
    if (fix && rule.fix().isPresent()) {
      return new RuleFix(live, rule, rule.fix().get(), rows).run();
    }
    return of(rule, List.of(broken(rule, rows, remedy(rule))));
  }

  private static Check of(RuleConfig rule, List<Finding> findings) {
    return Check.of(Family.RULES, rule.name(), findings);
  }

  /** The rows that break a rule. */
  static FoundRows broken(Session session, RuleConfig rule) {
    return FoundRows.findWithOwnSearchPath(session, Sql.trusted(rule.find().value()));
  }

  static Finding broken(RuleConfig rule, FoundRows rows, Problem problem) {
    return new Finding(rule.severity(), problem, rows);
  }

  private static Problem remedy(RuleConfig rule) {
    return Problem.of(rule.name())
        .hint(
            rule.fix()
                .map(fix -> "\"loomctl validate --family rules --fix\" runs the rule's fix")
                .orElse(null));
  }

  static Problem notAccepted(Located<String> sql, DatabaseException refused) {
    return Problem.at(sql.where(), "the database does not accept this SQL")
        .detail(refused.problems().get(0).message());
  }
}
