package io.loomctl.importer;

import io.loomctl.database.ServerError;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.Collection;
import java.util.Optional;

/** Finds the table that the server names in an error. */
record NamedTable(Session session) {

  /** One of these tables, if the failure is about one; of a partition the table that it is of. */
  Optional<ImportTable> in(DatabaseException failure, Collection<ImportTable> tables) {
    Optional<ServerError> error = ServerError.of(failure);
    if (error.isEmpty() || error.get().schema() == null || error.get().table() == null) {
      return Optional.empty();
    }
    TableName root = root(new TableName(error.get().schema(), error.get().table()));
    return tables.stream().filter(table -> table.name().equals(root)).findFirst();
  }

  private TableName root(TableName name) {
    return session
        .query(
            Sql.of(
                "SELECT n.nspname, c.relname FROM pg_catalog.pg_class AS c JOIN"
                    + " pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid ="
                    + " coalesce(pg_catalog.pg_partition_root({}::pg_catalog.regclass),"
                    + " {}::pg_catalog.regclass)",
                literal(name),
                literal(name)),
            row -> new TableName(row.getString(1), row.getString(2)))
        .stream()
        .findFirst()
        .orElse(name);
  }

  private static Sql literal(TableName name) {
    return Sql.literal(Sql.name(name.schema(), name.name()).text());
  }
}
