package io.loomctl.importer;

import io.loomctl.database.ServerError;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which tables a role may not write: the server names only the first that it comes upon. */
record WriteRights(Session session) {

  private static final String NOT_ALLOWED = "42501";

  /** A refusal that names all of the tables, when these rights are what was missing. */
  DatabaseException explain(DatabaseException refusal, Collection<TableName> tables) {
    if (ServerError.of(refusal).filter(e -> e.state().equals(NOT_ALLOWED)).isEmpty()) {
      return refusal;
    }
    List<TableName> closed = tables.stream().filter(table -> !isWritable(table)).toList();
    if (closed.isEmpty()) {
      return refusal;
    }
    String names = closed.stream().map(Objects::toString).collect(Collectors.joining(", "));
    return new DatabaseException(
        Problem.of("this role may not write " + names)
            .hint(
                "GRANT INSERT, UPDATE, DELETE ON "
                    + names
                    + " TO the role, or connect as the tables' owner"),
        refusal);
  }

  private boolean isWritable(TableName table) {
    Sql name = Sql.literal(Sql.name(table.schema(), table.name()).text());
    return session.queryOne(
        Sql.of(
            "SELECT has_table_privilege({}, 'INSERT') AND has_table_privilege({}, 'UPDATE') AND"
                + " has_table_privilege({}, 'DELETE')",
            name,
            name,
            name),
        row -> row.getBoolean(1));
  }
}
