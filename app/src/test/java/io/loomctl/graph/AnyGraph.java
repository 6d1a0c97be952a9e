package io.loomctl.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A few tables with random references and wishes between them. */
record AnyGraph(List<TableName> tables, List<Reference> references, List<LoadAfter> wishes) {

  /** That there is a way along edges. */
  record Way(TableName from, TableName to) {}

  static Arbitrary<AnyGraph> graphs() {
    return Arbitraries.integers()
        .between(1, 9)
        .flatMap(
            size -> {
              Arbitrary<TableName> tables =
                  Arbitraries.integers().between(1, size).map(AnyGraph::table);
              return Combinators.combine(
                      references(tables).list().uniqueElements().ofMaxSize(2 * size),
                      wishes(tables).list().ofMaxSize(size))
                  .as((references, wishes) -> new AnyGraph(tables(size), references, wishes));
            });
  }

  private static Arbitrary<Reference> references(Arbitrary<TableName> tables) {
    return Combinators.combine(tables, tables, Arbitraries.of(Reference.Kind.class))
        .as(AnyGraph::reference);
  }

  private static Arbitrary<LoadAfter> wishes(Arbitrary<TableName> tables) {
    return Combinators.combine(tables, tables).as(LoadAfter::new);
  }

  static TableName table(int number) {
    return new TableName("public", "t" + number);
  }

  static List<TableName> tables(int size) {
    List<TableName> tables = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      tables.add(table(i));
    }
    return tables;
  }

  static Reference reference(TableName child, TableName parent, Reference.Kind kind) {
    return new Reference(
        "fk",
        child,
        List.of(new ColumnName(parent.name() + "_id")),
        parent,
        List.of(new ColumnName("id")),
        kind,
        List.of());
  }

  DependencyOrder order() {
    return DependencyOrder.of(tables, references, wishes);
  }

  List<Reference> enforced() {
    return references.stream().filter(reference -> reference.kind().enforced()).toList();
  }

  /** The direct parents of each table, by enforced references. */
  Map<TableName, Set<TableName>> parents() {
    Map<TableName, Set<TableName>> parents = new TreeMap<>();
    for (Reference reference : enforced()) {
      parents.computeIfAbsent(reference.child(), key -> new TreeSet<>()).add(reference.parent());
    }
    return parents;
  }

  /** All pairs (a, b) with a way from a to b, every table to itself included (Warshall 1962). */
  static Set<Way> ways(List<TableName> tables, Map<TableName, Set<TableName>> edges) {
    Set<Way> ways = new HashSet<>();
    for (TableName table : tables) {
      ways.add(new Way(table, table));
      for (TableName next : edges.getOrDefault(table, Set.of())) {
        ways.add(new Way(table, next));
      }
    }
    for (TableName middle : tables) {
      for (TableName from : tables) {
        for (TableName to : tables) {
          if (ways.contains(new Way(from, middle)) && ways.contains(new Way(middle, to))) {
            ways.add(new Way(from, to));
          }
        }
      }
    }
    return ways;
  }

  /** The tables that can reach each other, straight from the definition. */
  Set<Set<TableName>> circles() {
    Set<Way> ways = ways(tables, parents());
    Set<Set<TableName>> circles = new HashSet<>();
    for (TableName table : tables) {
      Set<TableName> circle = new TreeSet<>();
      for (TableName other : tables) {
        if (ways.contains(new Way(table, other)) && ways.contains(new Way(other, table))) {
          circle.add(other);
        }
      }
      circles.add(circle);
    }
    return circles;
  }
}
