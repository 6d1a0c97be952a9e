package io.loomctl.validation;

import io.loomctl.config.Located;
import io.loomctl.config.RuleConfig;
import io.loomctl.database.Session;
import io.loomctl.database.TransactionMode;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.sql.Sql;
import io.loomctl.validation.Check.Figure;
import java.util.List;

/**
 * Runs a broken rule's fix in one transaction, looks again, and takes everything back unless the
 * rule holds now.
 *
 * @param before the rows that broke the rule
 */
record RuleFix(LiveDatabase live, RuleConfig rule, Located<String> fix, FoundRows before) {

  Check run() {
    try {
      live.inTransaction(TransactionMode.REPEATABLE_READ, this::mend);
      Figure mended = new Figure(before.total(), "mended row");
      return Check.of(Family.RULES, rule.name(), List.of(), mended)
          .withChanges(List.of("ran the rule's fix"));
    } catch (DatabaseException e) {
      return failed(RuleChecks.notAccepted(fix, e).hint("what it did was rolled back"));
    } catch (RefusedException e) {
      return failed(e.problems().get(0));
    }
  }

  private Check failed(Problem problem) {
    Finding broken = new Finding(rule.severity(), Problem.of(rule.name()), before);
    return Check.of(Family.RULES, rule.name(), List.of(broken, Finding.error(problem)));
  }

  private FoundRows mend(Session session) {
    String transaction = transaction(session);
    session.withOwnSearchPath(() -> session.execute(Sql.trusted(fix.value())));
    if (!transaction(session).equals(transaction)) {
      throw refused("this fix ended the transaction that it ran in, so what it did stays");
    }
    FoundRows left = RuleChecks.broken(session, rule);
    if (!left.isEmpty()) {
      throw refused(
          "the rule is broken after this fix as well, by "
              + left.total()
              + (left.total() == 1 ? " row" : " rows")
              + "; it was rolled back");
    }
    return left;
  }

  private static String transaction(Session session) {
    return session.queryOne(
        Sql.of("SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text"), row -> row.getString(1));
  }

  private RefusedException refused(String message) {
    return new RefusedException(Problem.at(fix.where(), message));
  }
}
