package io.loomctl.comparison;

import io.loomctl.comparison.SchemaDifference.Subject;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.snapshot.TableHeader;
import io.loomctl.snapshot.TableHeader.ColumnHeader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the headers of two snapshots say of one table, held against each other. */
final class SchemaComparison {

  private final TablePair pair;
  private final List<SchemaDifference> found = new ArrayList<>();

  private SchemaComparison(TablePair pair) {
    this.pair = pair;
  }

  static List<SchemaDifference> of(Collection<TablePair> pairs, ColumnChoice choice) {
    return pairs.stream().flatMap(pair -> new SchemaComparison(pair).run(choice).stream()).toList();
  }

  private List<SchemaDifference> run(ColumnChoice choice) {
    if (pair.onBoth()) {
      columns(choice);
      keys(pair.from().orElseThrow(), pair.to().orElseThrow());
    } else if (!cameAlong(pair.newest())) {
      add(Subject.TABLE, "", described(pair.from()), described(pair.to()));
    }
    return found;
  }

  /**
   * Tables that a scenario does not take by itself are in a snapshot only when they have rows in
   * it, so that one is missing says nothing of the schema.
   */
  private static boolean cameAlong(TableHeader table) {
    return switch (table.role()) {
      case REQUIRED, LOOKUP -> true;
      case OWNED, MIXED -> false;
    };
  }

  private static @Nullable String described(Optional<TableHeader> table) {
    return table.map(found -> list(TablePair.names(found))).orElse(null);
  }

  private void columns(ColumnChoice choice) {
    for (ColumnName column : pair.columns()) {
      if (choice.includes(pair.name(), column)) {
        add(
            Subject.COLUMN,
            column.value(),
            described(pair.from(), column),
            described(pair.to(), column));
      }
    }
  }

  private static @Nullable String described(Optional<TableHeader> table, ColumnName name) {
    for (ColumnHeader column : table.map(TableHeader::columns).orElse(List.of())) {
      if (column.name().equals(name)) {
        return column.type()
            + (column.notNull() ? " not null" : "")
            + (column.identity() ? " identity" : "");
      }
    }
    return null;
  }

  private void keys(TableHeader from, TableHeader to) {
    add(Subject.PRIMARY_KEY, "", primaryKey(from), primaryKey(to));
    boolean samePrimary =
        from.key().kind() == MatchKey.Kind.PRIMARY && to.key().kind() == MatchKey.Kind.PRIMARY;
    if (!samePrimary) {
      add(Subject.KEY, "", matchKey(from), matchKey(to));
    }
    Map<String, String> before = references(from);
    Map<String, String> after = references(to);
    for (String reference : new TreeSet<>(before.keySet())) {
      if (!after.containsKey(reference)) {
        add(Subject.REFERENCE, "", before.get(reference), null);
      }
    }
    for (String reference : new TreeSet<>(after.keySet())) {
      if (!before.containsKey(reference)) {
        add(Subject.REFERENCE, "", null, after.get(reference));
      }
    }
  }

  private static @Nullable String primaryKey(TableHeader table) {
    return table.primaryKey().isEmpty() ? null : list(table.primaryKey());
  }

  private static String matchKey(TableHeader table) {
    return switch (table.key().kind()) {
      case WHOLE_ROW -> "whole row";
      case NATURAL, PRIMARY, UNIQUE ->
          table.key().kind().name().toLowerCase(Locale.ROOT) + " " + list(table.key().columns());
    };
  }

  private static Map<String, String> references(TableHeader table) {
    Map<String, String> references = new LinkedHashMap<>();
    for (Reference reference : table.references()) {
      String text =
          list(reference.columns()) + " → " + reference.parent() + list(reference.parentColumns());
      references.put(text, text);
    }
    return references;
  }

  private static String list(Collection<ColumnName> columns) {
    return columns.stream().map(ColumnName::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  private void add(Subject subject, String name, @Nullable String from, @Nullable String to) {
    if (!Objects.equals(from, to)) {
      found.add(new SchemaDifference(pair.name(), subject, name, from, to));
    }
  }
}
