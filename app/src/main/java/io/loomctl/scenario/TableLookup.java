package io.loomctl.scenario;

import io.loomctl.catalog.Catalog;
import io.loomctl.config.ConfiguredTable;
import io.loomctl.config.NearMiss;
import io.loomctl.failure.Problem;
import io.loomctl.graph.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds the tables that a config names: without a schema, in the config's schemas in their order.
 */
record TableLookup(Catalog catalog, List<String> schemas, Consumer<Problem> problems) {

  /** The table, or nothing after a problem was reported. */
  Optional<TableName> find(ConfiguredTable written) {
    Optional<TableName> found =
        candidates(written).filter(catalog.tables()::containsKey).findFirst();
    if (found.isEmpty()) {
      problems.accept(notFound(written));
    }
    return found;
  }

  private Stream<TableName> candidates(ConfiguredTable written) {
    return (written.schema().isPresent() ? Stream.of(written.schema().get()) : schemas.stream())
        .map(schema -> new TableName(schema, written.name()));
  }

  private Problem notFound(ConfiguredTable written) {
    Optional<TableName> withoutRows =
        candidates(written).filter(catalog.withoutRows()::containsKey).findFirst();
    if (withoutRows.isPresent()) {
      return Problem.at(
              written.where(),
              "\"" + written + "\" is " + catalog.withoutRows().get(withoutRows.get()))
          .hint("loomctl takes rows from tables; name the tables that it reads from");
    }
    List<String> known =
        catalog.tables().keySet().stream()
            .flatMap(
                table ->
                    written.schema().isEmpty() && schemas.contains(table.schema())
                        ? Stream.of(table.name())
                        : Stream.of(table.toString()))
            .toList();
    return Problem.at(written.where(), "there is no table \"" + written + "\" in the database")
        .hint(
            NearMiss.of(written.toString(), known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("schemas searched: " + String.join(", ", schemas)));
  }
}
