package io.loomctl.importer;

import io.loomctl.database.Session;
import io.loomctl.failure.Problem;
import io.loomctl.failure.RefusedException;
import io.loomctl.graph.MatchKey;
import io.loomctl.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a natural key that no unique index guards tells rows apart all the same. */
record KeyCheck(Session session, StagedTables staged) {

  /**
   * Looks for rows with the same key.
   *
   * @throws RefusedException naming them
   */
  void check(ImportTable table) {
    boolean guarded = table.target().table().isUnique(table.key());
    if (guarded || table.target().key().kind() != MatchKey.Kind.NATURAL) {
      return;
    }
    Sql keys = SurrogateIds.keys(staged, table);
    refuse(table, duplicates(table, keys), "the snapshot");
    Sql matched =
        new KeyMatch(table)
            .joined(
                Sql.of("(SELECT DISTINCT {} FROM {} AS k)", names(table, Sql.of("k")), keys),
                names(table, Sql.of("r")),
                Sql.of("t.ctid IS NOT NULL"));
    refuse(table, duplicates(table, Sql.of("({})", matched)), "the database");
  }

  private List<String> duplicates(ImportTable table, Sql rows) {
    Sql names = names(table, Sql.of("k"));
    return session.query(
        Sql.of(
            "SELECT {} || ' (' || count(*) || ' rows)' FROM {} AS k GROUP BY {} HAVING count(*) > 1"
                + " ORDER BY 1 {}",
            ShownKey.of(table.key(), Sql.of("k")),
            rows,
            names,
            ShownKey.LIMIT),
        row -> row.getString(1));
  }

  private static Sql names(ImportTable table, Sql alias) {
    return table.key().stream()
        .map(column -> Sql.of("{}.{}", alias, Sql.name(column.value())))
        .collect(Sql.joining(", "));
  }

  private static void refuse(ImportTable table, List<String> duplicates, String where) {
    if (!duplicates.isEmpty()) {
      Problem problem =
          Problem.of(
              "the key of "
                  + table.name()
                  + " ("
                  + table.key().stream().map(Object::toString).collect(Collectors.joining(", "))
                  + ") is not unique in "
                  + where);
      throw new RefusedException(
          ShownKey.add(problem, duplicates)
              .hint("choose another \"key\" for the table in the config, or mend these rows"));
    }
  }
}
