package io.loomctl.proposal;

import io.loomctl.catalog.Catalog;
import io.loomctl.catalog.Column;
import io.loomctl.catalog.Table;
import io.loomctl.catalog.UniqueKey;
import io.loomctl.database.Session;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.TableName;
import io.loomctl.proposal.TableProposal.GuessedReference;
import io.loomctl.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * References without a foreign key: a column called like another table and its key ({@code user_id}
 * of {@code users.id}, {@code event_xmlid} of {@code events.xmlid}), of the same type, most of
 * whose values are there.
 */
final class ReferenceGuess {

  private static final long LOOKED = 1_000;
  private static final long LARGE = 50_000;
  private static final Set<String> SELF = Set.of("parent", "root");

  private final Session session;
  private final Catalog catalog;

  /** By what a column that references them is called, without anything between the words. */
  private final Map<String, List<Target>> targets = new HashMap<>();

  private record Target(Table table, Column column) {}

  ReferenceGuess(Session session, Catalog catalog, Collection<Table> tables) {
    this.session = session;
    this.catalog = catalog;
    for (Table table : tables) {
      for (UniqueKey key : table.keys()) {
        if (key.columns().size() == 1 && table.readable() && !table.rowSecurity()) {
          addTarget(table, table.column(key.columns().get(0)).orElseThrow(), key.primary());
        }
      }
    }
  }

  private void addTarget(Table table, Column column, boolean primary) {
    String key = plain(column.name().value());
    Target target = new Target(table, column);
    for (String name : singulars(plain(table.name().name()))) {
      add(name + key, target);
      if (primary && key.startsWith(name) && !key.equals(name)) {
        add(key, target);
      }
    }
  }

  private void add(String name, Target target) {
    List<Target> known = targets.computeIfAbsent(name, made -> new ArrayList<>());
    if (!known.contains(target)) {
      known.add(target);
    }
  }

  /** The name itself and what it may be the plural of. */
  private static List<String> singulars(String name) {
    List<String> names = new ArrayList<>(List.of(name));
    if (name.endsWith("ies")) {
      names.add(name.substring(0, name.length() - 3) + "y");
    }
    if (name.endsWith("es")) {
      names.add(name.substring(0, name.length() - 2));
    }
    if (name.endsWith("s") && name.length() > 1) {
      names.add(name.substring(0, name.length() - 1));
    }
    if (name.endsWith("people")) {
      names.add(name.substring(0, name.length() - 6) + "person");
    }
    return names;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }

  List<GuessedReference> of(Table table) {
    if (!table.readable() || table.rowSecurity()) {
      return List.of();
    }
    List<GuessedReference> guesses = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column.holdsData() && !isReference(table.name(), column.name())) {
        target(table, column)
            .flatMap(target -> measured(table, column, target))
            .ifPresent(guesses::add);
      }
    }
    return guesses;
  }

  private boolean isReference(TableName table, ColumnName column) {
    return catalog.foreignKeys().stream()
        .anyMatch(
            reference -> reference.child().equals(table) && reference.columns().contains(column));
  }

  private Optional<Target> target(Table table, Column column) {
    List<Target> fitting =
        targets.getOrDefault(plain(column.name().value()), List.of()).stream()
            .filter(target -> !isItself(table, column, target))
            .filter(target -> isComparable(column, target.column))
            .toList();
    Optional<Target> sameSchema =
        fitting.stream()
            .filter(target -> target.table.name().schema().equals(table.name().schema()))
            .findFirst();
    return sameSchema.or(() -> fitting.stream().findFirst()).or(() -> itself(table, column));
  }

  private static boolean isItself(Table table, Column column, Target target) {
    return target.table.name().equals(table.name()) && target.column.name().equals(column.name());
  }

  /** {@code parent_id}. */
  private static Optional<Target> itself(Table table, Column column) {
    Optional<Column> primary =
        table
            .primaryKey()
            .map(UniqueKey::columns)
            .filter(columns -> columns.size() == 1)
            .flatMap(columns -> table.column(columns.get(0)));
    String name = plain(column.name().value());
    return primary
        .filter(key -> isComparable(column, key))
        .filter(
            key -> SELF.stream().anyMatch(word -> name.equals(word + plain(key.name().value()))))
        .map(key -> new Target(table, key));
  }

  private static boolean isComparable(Column one, Column other) {
    return one.type().equals(other.type())
        || (one.family() == other.family()
            && (one.family() == Column.Family.INTEGER || one.family() == Column.Family.TEXT));
  }

  /** Nothing when less than half of the values are there. */
  private Optional<GuessedReference> measured(Table table, Column column, Target target) {
    List<GuessedReference> found = new ArrayList<>();
    session.attempt(
        () ->
            found.add(
                session.queryOne(
                    query(table, column, target),
                    row ->
                        new GuessedReference(
                            column.name(),
                            target.table.name(),
                            target.column.name(),
                            row.getLong(1),
                            row.getLong(2)))));
    return found.stream().filter(guess -> 2 * guess.found() >= guess.looked()).findFirst();
  }

  private static Sql query(Table table, Column column, Target target) {
    Sql name = Sql.name(column.name().value());
    Sql sample =
        table.estimatedRows() < LARGE
            ? Sql.EMPTY
            : Sql.of(
                " TABLESAMPLE SYSTEM (400.0 * {} / {}) REPEATABLE (0)",
                Sql.number(LOOKED),
                Sql.number(table.estimatedRows()));
    return Sql.of(
        "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM {} AS parent WHERE {}))"
            + " FROM (SELECT {} FROM (SELECT {} FROM {}{} LIMIT {}) AS seen WHERE {} IS NOT NULL"
            + " LIMIT {}) AS child",
        Rows.of(target.table),
        target.column.equal(
            Sql.of("parent.{}", Sql.name(target.column.name().value())), Sql.of("child.{}", name)),
        name,
        name,
        Rows.of(table),
        sample,
        Sql.number(LARGE),
        name,
        Sql.number(LOOKED));
  }
}
