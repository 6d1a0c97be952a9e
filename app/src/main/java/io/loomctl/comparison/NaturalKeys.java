package io.loomctl.comparison;

import io.loomctl.failure.ConfigException;
import io.loomctl.failure.Problem;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.Components;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import io.loomctl.snapshot.TableHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What rows are told by apart from surrogate keys. The rows of a table match by its natural key;
 * without one, by its primary key if that means something, or else by all that they hold. A
 * reference stands for the key of the row that it leads to, and so do references inside that key.
 */
final class NaturalKeys {

  /**
   * One column of a row, or the columns of one reference.
   *
   * @param reference nothing for a column that stands for itself
   */
  record Part(List<ColumnName> columns, Optional<Reference> reference) {

    static Part of(ColumnName column) {
      return new Part(List.of(column), Optional.empty());
    }

    static Part of(Reference reference) {
      return new Part(reference.columns(), Optional.of(reference));
    }

    String name() {
      return columns.stream().map(ColumnName::value).collect(Collectors.joining(", "));
    }
  }

  /** Types whose values are mostly drawn from a sequence or a generator. */
  private static final Pattern DRAWN = Pattern.compile("smallint|integer|bigint|uuid");

  private final Map<TableName, TablePair> pairs;

  /**
   * The keys of all tables of two snapshots.
   *
   * @throws ConfigException when a natural key needs itself to be told
   */
  NaturalKeys(Map<TableName, TablePair> pairs) {
    this.pairs = new TreeMap<>(pairs);
    Map<TableName, Set<TableName>> parents = new TreeMap<>();
    for (TablePair pair : pairs.values()) {
      parents.put(pair.name(), parents(key(pair)));
    }
    for (List<TableName> circle : Components.of(parents.keySet(), parents)) {
      if (circle.size() > 1 || parents(key(pair(circle.get(0)))).contains(circle.get(0))) {
        throw circular(circle);
      }
    }
  }

  private ConfigException circular(List<TableName> circle) {
    Problem problem =
        Problem.of("natural keys go in a circle: to tell a row, its own key would be needed");
    for (TableName table : circle) {
      for (Part part : key(pair(table))) {
        if (part.reference().filter(reference -> circle.contains(reference.parent())).isPresent()) {
          problem = problem.detail(part.reference().orElseThrow().toString());
        }
      }
    }
    return new ConfigException(
        problem.hint(
            "leave one of these references out of its table's \"key\", or compare without"
                + " --by natural"));
  }

  TablePair pair(TableName table) {
    return Optional.ofNullable(pairs.get(table)).orElseThrow();
  }

  private static Set<TableName> parents(List<Part> parts) {
    return parts.stream()
        .flatMap(part -> part.reference().stream())
        .map(Reference::parent)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the rows of a table match by; nothing: by all that they hold. */
  List<Part> key(TablePair pair) {
    List<ColumnName> columns = keyColumns(pair);
    List<Reference> told =
        told(pair).stream().filter(reference -> columns.containsAll(reference.columns())).toList();
    List<Part> parts = new ArrayList<>();
    Set<ColumnName> done = new HashSet<>();
    for (ColumnName column : columns) {
      if (!done.contains(column)) {
        Part part =
            told.stream()
                .filter(reference -> reference.columns().contains(column))
                .map(Part::of)
                .findFirst()
                .orElse(Part.of(column));
        parts.add(part);
        done.addAll(part.columns());
      }
    }
    return parts;
  }

  /** What else the rows of a table hold, without surrogate keys. */
  List<Part> rest(TablePair pair) {
    List<ColumnName> key = keyColumns(pair);
    List<Reference> told = new ArrayList<>(told(pair));
    told.removeIf(reference -> key.containsAll(reference.columns()));
    List<Part> parts = new ArrayList<>();
    Set<ColumnName> done = new HashSet<>(key);
    for (ColumnName column : pair.commonColumns()) {
      for (Reference reference : List.copyOf(told)) {
        if (reference.columns().contains(column)) {
          parts.add(Part.of(reference));
          done.addAll(reference.columns());
          told.remove(reference);
        }
      }
      if (!done.contains(column) && !pair.newest().primaryKey().contains(column)) {
        parts.add(Part.of(column));
      }
    }
    return parts;
  }

  /** Every table whose rows have a say in what the rows of a table mean, itself included. */
  Set<TableName> sources(TablePair pair) {
    Set<TableName> sources = new TreeSet<>(Set.of(pair.name()));
    parents(rest(pair)).forEach(parent -> addSources(parent, sources));
    parents(key(pair)).forEach(parent -> addSources(parent, sources));
    return sources;
  }

  private void addSources(TableName table, Set<TableName> sources) {
    if (sources.add(table)) {
      parents(key(pair(table))).forEach(parent -> addSources(parent, sources));
    }
  }

  /** Tables whose surrogate keys do not count, and that have nothing else to tell rows by. */
  Set<TableName> whole(Collection<TablePair> tables) {
    return tables.stream()
        .filter(pair -> !pair.newest().primaryKey().isEmpty() && keyColumns(pair).isEmpty())
        .map(TablePair::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Tables without a key, references to which can only be compared by their values. */
  Set<TableName> untold(Collection<TablePair> children) {
    return children.stream()
        .flatMap(pair -> pair.newest().references().stream())
        .map(Reference::parent)
        .filter(parent -> pairs.containsKey(parent) && keyColumns(pair(parent)).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<ColumnName> keyColumns(TablePair pair) {
    TableHeader table = pair.newest();
    boolean tells = table.key().kind() == MatchKey.Kind.NATURAL || !hasSurrogate(table);
    List<ColumnName> columns = table.key().columns();
    return tells && pair.commonColumns().containsAll(columns) ? columns : List.of();
  }

  private static boolean hasSurrogate(TableHeader table) {
    return table.primaryKey().size() == 1
        && table.references().stream()
            .noneMatch(reference -> reference.columns().containsAll(table.primaryKey()))
        && table.columns().stream()
            .filter(column -> table.primaryKey().contains(column.name()))
            .anyMatch(column -> DRAWN.matcher(column.type()).matches());
  }

  /** The references that say more when they stand for a key than by their own values. */
  private List<Reference> told(TablePair pair) {
    return pair.newest().references().stream()
        .filter(reference -> pair.commonColumns().containsAll(reference.columns()))
        .filter(reference -> pairs.containsKey(reference.parent()))
        .filter(reference -> isTold(reference, pair(reference.parent())))
        .toList();
  }

  private static boolean isTold(Reference reference, TablePair parent) {
    List<ColumnName> key = keyColumns(parent);
    boolean holdsKey =
        reference.parentColumns().equals(key)
            && parent.newest().references().stream()
                .noneMatch(further -> key.containsAll(further.columns()));
    return !key.isEmpty()
        && !holdsKey
        && parent.commonColumns().containsAll(reference.parentColumns());
  }
}
