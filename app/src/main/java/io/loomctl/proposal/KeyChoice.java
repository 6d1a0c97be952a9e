package io.loomctl.proposal;

import io.loomctl.catalog.Catalog;
import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.DisplayName;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.proposal.TableProposal.NaturalKey;
import io.loomctl.sql.Sql;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Natural keys: unique keys of meaningful columns, in tables whose primary key means nothing. A key
 * that holds a reference means something when the parent is known by more than a number, so tables
 * are looked at in rounds, each of which may use the keys found before it. That way keys never need
 * each other in a circle.
 */
final class KeyChoice {

  private static final Set<String> MEANINGLESS_TYPES =
      Set.of("uuid", "real", "double precision", "json", "jsonb", "xml", "bytea", "oid");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(token|secret|hash|password|salt).*");

  private static final Pattern NUMBER_OF_ANOTHER = Pattern.compile(".*_id|.*Id|(?i)id");

  private final Session session;
  private final Catalog catalog;
  private final Map<TableName, NaturalKey> chosen = new TreeMap<>();

  private KeyChoice(Session session, Catalog catalog) {
    this.session = session;
    this.catalog = catalog;
  }

  static Map<TableName, NaturalKey> of(Session session, Catalog catalog, Collection<Table> tables) {
    KeyChoice choice = new KeyChoice(session, catalog);
    int before;
    do {
      before = choice.chosen.size();
      tables.stream()
          .filter(table -> !choice.chosen.containsKey(table.name()))
          .forEach(table -> choice.key(table).ifPresent(k -> choice.chosen.put(table.name(), k)));
    } while (choice.chosen.size() > before);
    return choice.chosen;
  }

  private Optional<NaturalKey> key(Table table) {
    Optional<UniqueKey> primary = table.primaryKey();
    if (primary.isPresent() && !isSurrogate(table, primary.get())) {
      return Optional.empty();
    }
    return table.keys().stream()
        .filter(key -> !key.primary() && isMeaningful(table, key))
        .sorted(preference(table))
        .filter(key -> table.distinguishesNulls(key) || hasNoNull(table, key))
        .findFirst()
        .map(key -> new NaturalKey(key.columns(), reason(table, key)));
  }

  private boolean isSurrogate(Table table, UniqueKey primary) {
    return primary.columns().stream().allMatch(column -> isSurrogate(table, column));
  }

  /** A value that the database or a program made up: it means nothing elsewhere. */
  private boolean isSurrogate(Table table, ColumnName name) {
    if (!references(table, List.of(name)).isEmpty()) {
      return false;
    }
    Column column = table.column(name).orElseThrow();
    boolean alone =
        table.primaryKey().map(UniqueKey::columns).filter(List.of(name)::equals).isPresent();
    return column.identity()
        || column.base().equals("uuid")
        || table.sequences().stream().anyMatch(use -> use.column().equals(name))
        || (alone && (column.family() == Column.Family.INTEGER || column.hasDefault()));
  }

  private boolean isMeaningful(Table table, UniqueKey key) {
    return key.columns().stream().allMatch(column -> isMeaningful(table, column))
        && references(table, key.columns()).stream().allMatch(this::leadsToMeaning);
  }

  private boolean isMeaningful(Table table, ColumnName name) {
    Column column = table.column(name).orElseThrow();
    boolean refers = !references(table, List.of(name)).isEmpty();
    return column.holdsData()
        && column.readable()
        && (refers
            || (!isSurrogate(table, name)
                && !MEANINGLESS_TYPES.contains(column.base())
                && !isNumberOfAnother(column)
                && !SECRET.matcher(name.value()).matches()));
  }

  /** {@code manager_id}, though no foreign key says whose id that is. */
  private static boolean isNumberOfAnother(Column column) {
    return column.family() == Column.Family.INTEGER
        && NUMBER_OF_ANOTHER.matcher(column.name().value()).matches();
  }

  /** Foreign keys of which a column is among these. */
  private List<Reference> references(Table table, List<ColumnName> columns) {
    return catalog.foreignKeys().stream()
        .filter(reference -> reference.child().equals(table.name()))
        .filter(reference -> reference.columns().stream().anyMatch(columns::contains))
        .toList();
  }

  /** Whether the parent's row can be known in another database. */
  private boolean leadsToMeaning(Reference reference) {
    if (reference.isSelfReference()) {
      return false;
    }
    Table parent = catalog.tables().get(reference.parent());
    return chosen.containsKey(reference.parent())
        || (parent != null
            && reference.parentColumns().stream().noneMatch(column -> isSurrogate(parent, column)));
  }

  /** Keys without NULLs first, then those of few columns and few references, then text. */
  private Comparator<UniqueKey> preference(Table table) {
    return Comparator.comparing((UniqueKey key) -> !table.distinguishesNulls(key))
        .thenComparing(key -> references(table, key.columns()).size())
        .thenComparing(key -> key.columns().size())
        .thenComparing(key -> !isText(table, key.columns().get(0)))
        .thenComparing(key -> position(table, key.columns().get(0)))
        .thenComparing(UniqueKey::name);
  }

  private static boolean isText(Table table, ColumnName name) {
    Column column = table.column(name).orElseThrow();
    return column.family() == Column.Family.TEXT || column.base().startsWith("char");
  }

  private static int position(Table table, ColumnName name) {
    return table.columns().stream().map(Column::name).toList().indexOf(name);
  }

  /** Rows match by a key of NULL as well, so that two of them would be one row. */
  private boolean hasNoNull(Table table, UniqueKey key) {
    if (!table.readable() || table.rowSecurity()) {
      return false;
    }
    Sql anyNull =
        key.columns().stream()
            .map(column -> Sql.of("{} IS NULL", Sql.name(column.value())))
            .collect(Sql.joining(" OR "));
    return !session.queryOne(
        Sql.of("SELECT EXISTS (SELECT FROM {} WHERE {})", Rows.of(table), anyNull),
        row -> row.getBoolean(1));
  }

  private static String reason(Table table, UniqueKey key) {
    String name = DisplayName.of(key.name());
    return table.distinguishesNulls(key)
        ? "unique, never NULL: " + name
        : "unique: " + name + "; may be NULL, but is in no row now";
  }
}
