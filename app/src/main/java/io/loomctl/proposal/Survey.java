package io.loomctl.proposal;

import io.loomctl.catalog.Catalog;
import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.database.Session;
import io.loomctl.failure.DatabaseException;
import io.loomctl.failure.Problem;
import io.loomctl.failure.UsageException;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.privacy.PersonalColumns;
import io.loomctl.privacy.ValueSample;
import io.loomctl.proposal.TableProposal.Mask;
import io.loomctl.proposal.TableProposal.NaturalKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What was found in a database.
 *
 * @param schemas those that the config is about
 * @param tables of these schemas, without those that belong to extensions
 */
public record Survey(
    Catalog catalog, List<String> schemas, SortedMap<TableName, TableProposal> tables) {

  public Survey {
    schemas = List.copyOf(schemas);
    tables = new TreeMap<>(tables);
  }

  /**
   * Looks at the database. Nothing takes longer because a table is large.
   *
   * @param wanted schemas; empty for all that have tables
   * @throws UsageException when there is no such schema
   * @throws DatabaseException when there are no tables, or none that may be read
   */
  public static Survey of(Session session, Catalog catalog, List<String> wanted) {
    List<String> schemas = wanted.isEmpty() ? withTables(catalog) : wanted;
    checkSchemas(catalog, schemas);
    List<Table> tables =
        catalog.tables().values().stream()
            .filter(table -> schemas.contains(table.name().schema()) && isOwn(table))
            .toList();
    checkTables(tables, wanted);
    return new Survey(catalog, schemas, proposals(session, catalog, tables));
  }

  private static boolean isOwn(Table table) {
    return table.extension() == null;
  }

  /** The schema public first: where names are looked for in turn, it is the usual one. */
  private static List<String> withTables(Catalog catalog) {
    return catalog.tables().values().stream()
        .filter(Survey::isOwn)
        .map(table -> table.name().schema())
        .distinct()
        .sorted(Comparator.comparing((String schema) -> !schema.equals("public")))
        .toList();
  }

  private static void checkSchemas(Catalog catalog, List<String> schemas) {
    for (String schema : schemas) {
      if (!catalog.schemas().contains(schema)) {
        List<String> known = withTables(catalog);
        throw new UsageException(
            Problem.of("there is no schema \"" + schema + "\" in the database")
                .hint(
                    known.isEmpty()
                        ? null
                        : "schemas with tables there: " + String.join(", ", known)));
      }
    }
  }

  private static void checkTables(List<Table> tables, List<String> wanted) {
    if (tables.isEmpty()) {
      throw new DatabaseException(
          Problem.of(
                  wanted.isEmpty()
                      ? "the database has no tables"
                      : "there are no tables in " + String.join(", ", wanted))
              .hint(
                  wanted.isEmpty()
                      ? "is it the right one? Run your migrations first, or give another --url"
                      : "leave --schemas out to take every schema that has tables"));
    }
    if (tables.stream().noneMatch(Survey::isSeen)) {
      throw new DatabaseException(
          Problem.of("this role may not read any of the " + tables.size() + " tables")
              .hint("connect as the tables' owner, or grant SELECT"));
    }
  }

  /** Whether the role sees all of a table. */
  private static boolean isSeen(Table table) {
    return table.readable() && !table.rowSecurity();
  }

  private static SortedMap<TableName, TableProposal> proposals(
      Session session, Catalog catalog, Collection<Table> tables) {
    Map<TableName, Long> rows = new TreeMap<>();
    tables.forEach(table -> rows.put(table.name(), Rows.count(session, table)));
    Map<TableName, NaturalKey> keys = KeyChoice.of(session, catalog, tables);
    LookupTables lookups = new LookupTables(catalog, rows);
    ReferenceGuess guess = new ReferenceGuess(session, catalog, tables);
    SortedMap<TableName, TableProposal> proposals = new TreeMap<>();
    for (Table table : tables) {
      TableName name = table.name();
      List<Mask> masks = masks(session, catalog, table);
      // Nobody's migrations fill a table that tells of people.
      Optional<String> lookup = masks.isEmpty() ? lookups.reason(table) : Optional.empty();
      proposals.put(
          name,
          new TableProposal(
              table,
              rows.getOrDefault(name, 0L),
              Optional.ofNullable(keys.get(name)),
              lookup,
              UpdatedColumn.of(table),
              masks,
              guess.of(table)));
    }
    return proposals;
  }

  /** A mask holds for all columns that references link, so it is said of the referenced one. */
  private static List<Mask> masks(Session session, Catalog catalog, Table table) {
    ValueSample sample = ValueSample.of(session, table);
    List<Mask> masks = new ArrayList<>();
    for (Column column : table.columns()) {
      boolean refers = isIn(catalog, table.name(), column.name(), true);
      boolean referenced = isIn(catalog, table.name(), column.name(), false);
      if (!refers) {
        PersonalColumns.of(table, column, sample.of(column.name()))
            .map(found -> referenced ? found.keepingApart() : found)
            .filter(found -> found.suits(column))
            .ifPresent(found -> masks.add(new Mask(column.name(), found)));
      }
    }
    return masks;
  }

  private static boolean isIn(
      Catalog catalog, TableName table, ColumnName column, boolean asChild) {
    return catalog.foreignKeys().stream()
        .filter(each -> (asChild ? each.child() : each.parent()).equals(table))
        .anyMatch(each -> (asChild ? each.columns() : each.parentColumns()).contains(column));
  }

  /** Tables of which the role does not see all. */
  public List<TableName> unseen() {
    return tables.values().stream()
        .map(TableProposal::table)
        .filter(table -> !isSeen(table))
        .map(Table::name)
        .toList();
  }

  /** Tables that an example can start from, the most referenced one first. */
  public List<TableName> roots() {
    return tables.values().stream()
        .filter(table -> table.rows() > 0 && isSeen(table.table()))
        .sorted(
            Comparator.comparing((TableProposal table) -> table.lookup().isPresent())
                .thenComparing(table -> -children(table.name()))
                .thenComparing(table -> parents(table.name()))
                .thenComparing(TableProposal::name))
        .map(TableProposal::name)
        .toList();
  }

  /** How many other tables reference the table. */
  public long children(TableName table) {
    return catalog.foreignKeys().stream()
        .filter(reference -> reference.parent().equals(table) && !reference.isSelfReference())
        .map(Reference::child)
        .distinct()
        .count();
  }

  private long parents(TableName table) {
    return catalog.foreignKeys().stream()
        .filter(reference -> reference.child().equals(table) && !reference.isSelfReference())
        .map(Reference::parent)
        .distinct()
        .count();
  }

  /** Tables whose rows look like ones that migrations make. */
  public List<TableName> lookups() {
    return named(table -> table.lookup().isPresent());
  }

  /** Tables with columns that look personal. */
  public List<TableName> personal() {
    return named(table -> !table.masks().isEmpty());
  }

  private List<TableName> named(Predicate<TableProposal> wanted) {
    return tables.values().stream()
        .filter(wanted)
        .map(TableProposal::name)
        .collect(Collectors.toList());
  }

  /** The same without masks for a table. */
  Survey withoutMasks(TableName table) {
    SortedMap<TableName, TableProposal> changed = new TreeMap<>(tables);
    changed.computeIfPresent(table, (name, proposal) -> proposal.withoutMasks());
    return new Survey(catalog, schemas, changed);
  }

  /** The same without the natural key of a table. */
  Survey withoutKey(TableName table) {
    SortedMap<TableName, TableProposal> changed = new TreeMap<>(tables);
    changed.computeIfPresent(table, (name, proposal) -> proposal.withoutKey());
    return new Survey(catalog, schemas, changed);
  }
}
