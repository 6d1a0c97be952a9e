package io.loomctl.validation;

import io.loomctl.config.Severity;
import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.scenario.ConfiguredSchema;
import io.loomctl.scenario.DataTable;
import io.loomctl.sql.Sql;
import io.loomctl.validation.Check.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether natural keys that the database does not keep unique are unique all the same. */
record DuplicateCheck(Session session, ConfiguredSchema schema, Set<TableName> tables) {

  Check run() {
    List<DataTable> natural =
        NaturalKeyChecks.tables(schema).stream()
            .filter(table -> tables.contains(table.name()))
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (DataTable table : natural) {
      if (!table.table().isUnique(table.key().columns())) {
        duplicates(table).ifPresent(findings::add);
      }
    }
    return Check.of(
        Family.DATA, "no natural key occurs twice", findings, new Figure(natural.size(), "key"));
  }

  private Optional<Finding> duplicates(DataTable table) {
    TableQuery query = new TableQuery(table);
    if (!query.mayRead()) {
      return Optional.of(query.notRead());
    }
    FoundRows found = duplicates(query);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Severity.ERROR,
                Problem.at(
                        NaturalKeyChecks.keyOf(schema, table.name()),
                        "the natural key "
                            + NaturalKeyChecks.described(table)
                            + " occurs more than once")
                    .hint("mend these rows, or choose a key that tells rows from each other"),
                found.counted("value")));
  }

  /** Values of a type without equality, such as json, compare as text. */
  private FoundRows duplicates(TableQuery query) {
    List<Sql> columns = new ArrayList<>();
    for (ColumnName column : query.table().key().columns()) {
      columns.add(Sql.of("loomctl_row.{}", Sql.name(column.value())));
    }
    List<FoundRows> found = new ArrayList<>();
    Sql byValue = grouped(query, columns);
    boolean refused =
        session
            .attempt(() -> found.add(FoundRows.findWithOwnSearchPath(session, byValue)))
            .isPresent();
    List<Sql> texts = columns.stream().map(column -> Sql.of("{}::text", column)).toList();
    return refused ? FoundRows.findWithOwnSearchPath(session, grouped(query, texts)) : found.get(0);
  }

  /** NULLs count as equal, as they do where rows are matched. */
  private static Sql grouped(TableQuery query, List<Sql> by) {
    List<Sql> named = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      Sql name = Sql.name(query.table().key().columns().get(i).value());
      named.add(Sql.of("{} AS {}", by.get(i), name));
    }
    Sql columns = Sql.join(", ", by);
    return Sql.of(
        "SELECT {}, count(*) AS \"rows\" {} GROUP BY {} HAVING count(*) > 1 ORDER BY count(*) DESC,"
            + " {}",
        Sql.join(", ", named),
        query.from(),
        columns,
        columns);
  }
}
