package io.loomctl.scenario;

import io.loomctl.catalog.Catalog;
import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.config.Config;
import io.loomctl.config.ConfiguredTable;
import io.loomctl.config.Located;
import io.loomctl.config.NearMiss;
import io.loomctl.config.ReferenceConfig;
import io.loomctl.config.TableConfig;
import io.loomctl.failure.Problem;
import io.loomctl.failure.Where;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.LoadAfter;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableGraph;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Resolves every name in the config's {@code tables}, and collects what does not fit. */
final class SchemaBinding {

  private final Config config;
  private final Catalog catalog;
  private final List<Problem> problems = new ArrayList<>();
  private final TableLookup lookup;
  private final Map<TableName, TableConfig> configured = new TreeMap<>();

  SchemaBinding(Config config, Catalog catalog) {
    this.config = config;
    this.catalog = catalog;
    this.lookup = new TableLookup(catalog, config.schemas(), problems::add);
  }

  ConfiguredSchema.Bound bind() {
    for (String schema : config.schemas()) {
      if (!catalog.schemas().contains(schema)) {
        problems.add(unknownSchema(schema));
      }
    }
    for (TableConfig table : config.tables()) {
      lookup.find(table.table()).ifPresent(name -> configure(name, table));
    }
    Map<TableName, DataTable> tables = new TreeMap<>();
    catalog.tables().forEach((name, table) -> tables.put(name, dataTable(table)));
    List<Reference> references = new ArrayList<>(catalog.foreignKeys());
    List<LoadAfter> wishes = new ArrayList<>();
    configured.forEach(
        (name, table) -> {
          table.references().forEach(reference -> virtual(name, reference, references));
          for (ConfiguredTable earlier : table.after()) {
            lookup.find(earlier).ifPresent(found -> wishes.add(new LoadAfter(name, found)));
          }
        });
    wishes.addAll(catalog.reads());
    return new ConfiguredSchema.Bound(
        new ConfiguredSchema(
            config,
            catalog,
            new TreeMap<>(tables),
            new TreeSet<>(inScope()),
            new TableGraph(tables.keySet(), references),
            wishes),
        problems);
  }

  private Problem unknownSchema(String schema) {
    Where where = new Where(config.file().toString(), 0, 0, "schemas");
    return Problem.at(where, "there is no schema \"" + schema + "\" in the database")
        .hint(
            NearMiss.of(schema, catalog.schemas())
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(null));
  }

  private void configure(TableName name, TableConfig table) {
    TableConfig former = configured.putIfAbsent(name, table);
    if (former != null) {
      problems.add(
          Problem.at(
              table.table().where(),
              name + " is configured twice, first at " + former.table().where()));
    }
  }

  private Set<TableName> inScope() {
    return catalog.tables().values().stream()
        .filter(table -> config.schemas().contains(table.name().schema()))
        .filter(table -> table.extension() == null || configured.containsKey(table.name()))
        .map(Table::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private DataTable dataTable(Table table) {
    TableConfig written = configured.get(table.name());
    List<Column> data = table.columns().stream().filter(Column::holdsData).toList();
    if (written == null) {
      return new DataTable(table, data, catalogKey(table), false, Optional.empty());
    }
    Set<ColumnName> excluded = new HashSet<>();
    for (Located<ColumnName> column : written.exclude()) {
      if (exists(table, column) && mayBeExcluded(table, column)) {
        excluded.add(column.value());
      }
    }
    Optional<ColumnName> updated =
        written.updated().filter(column -> exists(table, column)).map(Located::value);
    List<ColumnName> natural = new ArrayList<>();
    for (Located<ColumnName> column : written.key()) {
      if (exists(table, column) && mayBeKey(table, column, excluded)) {
        natural.add(column.value());
      }
    }
    return new DataTable(
        table,
        data.stream().filter(column -> !excluded.contains(column.name())).toList(),
        key(table, written, natural, excluded),
        written.lookup(),
        updated);
  }

  /** A natural key of which a column does not fit is none. */
  private MatchKey key(
      Table table, TableConfig written, List<ColumnName> natural, Set<ColumnName> excluded) {
    if (written.key().isEmpty()) {
      return withoutColumns(catalogKey(table), excluded, written.table());
    }
    return natural.size() < written.key().size()
        ? catalogKey(table)
        : new MatchKey(MatchKey.Kind.NATURAL, natural);
  }

  /**
   * The primary key, else the shortest unique key without NULLs, else the whole row. A key with a
   * generated column is none: its values are in no snapshot.
   */
  private static MatchKey catalogKey(Table table) {
    return table.keys().stream()
        .filter(table::distinguishesNulls)
        .filter(key -> key.columns().stream().noneMatch(column -> isGenerated(table, column)))
        .min(
            Comparator.comparing((UniqueKey key) -> !key.primary())
                .thenComparing(key -> key.columns().size())
                .thenComparing(UniqueKey::name))
        .map(
            key ->
                new MatchKey(
                    key.primary() ? MatchKey.Kind.PRIMARY : MatchKey.Kind.UNIQUE, key.columns()))
        .orElse(new MatchKey(MatchKey.Kind.WHOLE_ROW, List.of()));
  }

  private static boolean isGenerated(Table table, ColumnName name) {
    return !table.column(name).map(Column::holdsData).orElse(true);
  }

  private MatchKey withoutColumns(MatchKey key, Set<ColumnName> excluded, ConfiguredTable written) {
    key.columns().stream()
        .filter(excluded::contains)
        .forEach(
            column ->
                problems.add(
                    Problem.at(
                            written.where(),
                            "column \"" + column + "\" is excluded but rows are matched by it")
                        .hint("give the table a \"key\" of other columns")));
    return key;
  }

  private boolean exists(Table table, Located<ColumnName> column) {
    Optional<Problem> missing = ColumnLookup.missing(table, column);
    missing.ifPresent(problems::add);
    return missing.isEmpty();
  }

  private boolean mayBeExcluded(Table table, Located<ColumnName> column) {
    Column found = table.column(column.value()).orElseThrow();
    if (found.notNull() && !found.hasDefault() && !found.identity() && found.holdsData()) {
      problems.add(
          Problem.at(
                  column.where(),
                  "column \""
                      + column.value()
                      + "\" must not be null and has no default, so rows"
                      + " without it cannot be put back")
              .hint("give the column a default, or leave it in"));
      return false;
    }
    return true;
  }

  private boolean mayBeKey(Table table, Located<ColumnName> column, Set<ColumnName> excluded) {
    if (excluded.contains(column.value())) {
      problems.add(
          Problem.at(column.where(), "key column \"" + column.value() + "\" is excluded as well"));
      return false;
    }
    if (!table.column(column.value()).orElseThrow().holdsData()) {
      problems.add(
          Problem.at(
                  column.where(),
                  "key column \""
                      + column.value()
                      + "\" is generated: its values are in no"
                      + " snapshot")
              .hint("name the columns that it is generated from"));
      return false;
    }
    return true;
  }

  private void virtual(TableName child, ReferenceConfig written, List<Reference> references) {
    lookup
        .find(written.parent())
        .ifPresent(
            parent -> {
              int before = problems.size();
              Table childTable = table(child);
              Table parentTable = table(parent);
              written.columns().forEach(column -> exists(childTable, column));
              written.parentColumns().forEach(column -> exists(parentTable, column));
              if (problems.size() == before) {
                references.add(reference(child, parent, written));
              }
            });
  }

  private Table table(TableName name) {
    return Objects.requireNonNull(catalog.tables().get(name));
  }

  private static Reference reference(TableName child, TableName parent, ReferenceConfig written) {
    List<ColumnName> columns = written.columns().stream().map(Located::value).toList();
    return new Reference(
        columns.stream().map(ColumnName::toString).collect(Collectors.joining(", ")),
        child,
        columns,
        parent,
        written.parentColumns().stream().map(Located::value).toList(),
        Reference.Kind.VIRTUAL,
        List.of());
  }
}
