package io.loomctl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ComponentsTest {

  @Property
  void componentsAreTheNodesThatCanReachEachOther(@ForAll("graphs") AnyGraph graph) {
    Set<Set<TableName>> found = new HashSet<>();
    for (List<TableName> component : Components.of(graph.tables(), graph.parents())) {
      assertThat(component).isSorted();
      assertThat(found.add(new TreeSet<>(component))).isTrue();
    }
    assertThat(found).isEqualTo(graph.circles());
  }

  @Property
  void aComponentComesAfterThoseThatItHasEdgesTo(@ForAll("graphs") AnyGraph graph) {
    Set<TableName> seen = new HashSet<>();
    for (List<TableName> component : Components.of(graph.tables(), graph.parents())) {
      seen.addAll(component);
      for (TableName node : component) {
        assertThat(seen).containsAll(graph.parents().getOrDefault(node, Set.of()));
      }
    }
  }

  @Test
  void aCycleInsideACycleIsOneComponent() {
    Map<String, List<String>> edges =
        Map.of(
            "a", List.of("b"),
            "b", List.of("c", "b"),
            "c", List.of("a", "d"),
            "d", List.of("e"),
            "e", List.of("d"));
    assertThat(Components.of(List.of("e", "c", "f", "a", "b", "d"), edges))
        .containsExactly(List.of("d", "e"), List.of("a", "b", "c"), List.of("f"));
  }

  @Test
  void aChainAsLongAsASchemaMayBeIsNoTrouble() {
    Map<Integer, List<Integer>> edges = new TreeMap<>();
    for (int i = 1; i < 2000; i++) {
      edges.put(i, List.of(i + 1));
    }
    edges.put(2000, List.of(1));
    assertThat(Components.of(edges.keySet(), edges)).containsExactly(List.copyOf(edges.keySet()));
  }

  @Provide
  Arbitrary<AnyGraph> graphs() {
    return AnyGraph.graphs();
  }

  @Test
  void aChainOfTenThousandTablesIsNoProblem() {
    Map<Integer, List<Integer>> edges = new TreeMap<>();
    for (int i = 1; i < 10000; i++) {
      edges.put(i, List.of(i + 1));
    }
    assertThat(Components.of(edges.keySet(), edges)).hasSize(10000);
  }
}
