package io.loomctl.validation;

import io.loomctl.config.Severity;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DanglingRows;
import io.loomctl.sql.Sql;
import io.loomctl.validation.Check.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether references that the database does not hold to be true lead somewhere all the same. */
record OrphanCheck(Session session, ConfiguredSchema schema, Set<TableName> tables) {

  Check run() {
    List<Reference> unchecked =
        schema.graph().references().stream()
            .filter(reference -> reference.kind() != Reference.Kind.FOREIGN_KEY)
            .filter(reference -> tables.contains(reference.child()))
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (Reference reference : unchecked) {
      orphans(reference).ifPresent(findings::add);
    }
    return Check.of(
        Family.DATA,
        "unchecked references lead somewhere",
        findings,
        new Figure(unchecked.size(), "reference"));
  }

  private Optional<Finding> orphans(Reference reference) {
    TableQuery child = new TableQuery(schema.table(reference.child()));
    TableQuery parent = new TableQuery(schema.table(reference.parent()));
    if (!child.mayRead() || !parent.mayRead()) {
      return Optional.of((child.mayRead() ? parent : child).notRead());
    }
    FoundRows rows =
        FoundRows.findWithOwnSearchPath(
            session,
            Sql.of(
                "SELECT {} {}{}",
                child.identity(reference.columns()),
                new DanglingRows(schema, reference).from(),
                child.order()));
    return rows.isEmpty() ? Optional.empty() : Optional.of(orphans(reference, rows));
  }

  private static Finding orphans(Reference reference, FoundRows rows) {
    String kind =
        switch (reference.kind()) {
          case NOT_VALID -> reference.name() + ", NOT VALID";
          case NOT_ENFORCED -> reference.name() + ", NOT ENFORCED";
          case VIRTUAL, FOREIGN_KEY -> "virtual reference";
        };
    boolean refused = reference.kind() == Reference.Kind.NOT_VALID;
    return new Finding(
        refused ? Severity.ERROR : Severity.WARNING,
        Problem.of(reference + " (" + kind + ") leads nowhere")
            .hint(
                refused
                    ? "mend these rows: as long as they are there, exports refuse them"
                    : "mend these rows, or set the column to NULL"),
        rows);
  }
}
