package io.loomctl.scenario;

import io.loomctl.catalog.Catalog;
import io.loomctl.config.Config;
import io.loomctl.config.ConfiguredTable;
import io.loomctl.config.TableConfig;
import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.failure.Where;
import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableGraph;
import io.loomctl.graph.TableName;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The config held against the live catalog: every table with its key and columns, every reference,
 * declared and virtual.
 *
 * @param tables every table of every schema, also those outside the config's {@code schemas}, since
 *     rows there may be required
 * @param inScope the tables that a scenario without tables takes, and that {@code children} enters
 * @param wishes about load order: the config's {@code after}, then what stored functions read
 */
public record ConfiguredSchema(
    Config config,
    Catalog catalog,
    SortedMap<TableName, DataTable> tables,
    SortedSet<TableName> inScope,
    TableGraph graph,
    List<LoadAfter> wishes) {

  /**
   * A config and a catalog that need not fit.
   *
   * @param schema whatever does fit
   * @param problems what does not
   */
  public record Bound(ConfiguredSchema schema, List<Problem> problems) {

    public Bound {
      problems = List.copyOf(problems);
    }
  }

  public ConfiguredSchema {
    tables = new TreeMap<>(tables);
    wishes = List.copyOf(wishes);
  }

  /**
   * Holds the config against the catalog.
   *
   * @throws ConfigException with everything that does not fit
   */
  public static ConfiguredSchema of(Config config, Catalog catalog) {
    Bound bound = bind(config, catalog);
    if (!bound.problems.isEmpty()) {
      throw new ConfigException(bound.problems, null);
    }
    return bound.schema;
  }

  /** As {@link #of}, without failing: what does not fit is left out and told. */
  public static Bound bind(Config config, Catalog catalog) {
    return new SchemaBinding(config, catalog).bind();
  }

  /** The references whose columns travel with the table's rows, so that their parents must too. */
  public List<Reference> carriedReferencesFrom(TableName child) {
    DataTable table = table(child);
    return graph.referencesFrom(child).stream()
        .filter(reference -> reference.columns().stream().noneMatch(table::excludes))
        .toList();
  }

  /** That the child's columns equal the parent's, compared as the foreign key compares them. */
  public Sql join(Reference reference, Sql child, Sql parent) {
    return new SelectionSql(this).join(reference, child, parent);
  }

  /**
   * The table that somebody names, as in the config: without a schema, in the config's schemas.
   *
   * @throws UsageException when there is none
   */
  public TableName named(String name) {
    List<Problem> problems = new ArrayList<>();
    Optional<TableName> found =
        ConfiguredTable.parse(name, Where.NOWHERE)
            .flatMap(new TableLookup(catalog, config.schemas(), problems::add)::find);
    if (found.isEmpty() && problems.isEmpty()) {
      problems.add(
          Problem.of("\"" + name + "\" is no table name")
              .hint("write table or schema.table, odd names in double quotes"));
    }
    return found.orElseThrow(() -> new UsageException(problems, null));
  }

  /** What the config says of a table, if anything. */
  public Optional<TableConfig> written(TableName name) {
    return config.tables().stream()
        .filter(
            written ->
                written.table().candidates(config.schemas()).stream()
                    .filter(catalog.tables()::containsKey)
                    .findFirst()
                    .equals(Optional.of(name)))
        .findFirst();
  }

  public DataTable table(TableName name) {
    DataTable table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("not in the catalog: " + name);
    }
    return table;
  }
}
