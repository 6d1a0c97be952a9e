package io.loomctl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DependencyOrderTest {

  @Property
  void everyTableStandsInTheOrderOnce(@ForAll("graphs") AnyGraph graph) {
    assertThat(graph.order().tables()).containsExactlyInAnyOrderElementsOf(graph.tables());
  }

  @Property
  void theParentOfAnEnforcedReferenceComesEarlierOrInTheSameGroup(
      @ForAll("graphs") AnyGraph graph) {
    DependencyOrder order = graph.order();
    assertThat(graph.enforced())
        .allMatch(reference -> place(order, reference.parent()) <= place(order, reference.child()));
  }

  @Property
  void groupsAreExactlyTheTablesThatCanReachEachOther(@ForAll("graphs") AnyGraph graph) {
    Set<Set<TableName>> groups = new HashSet<>();
    for (DependencyOrder.Group group : graph.order().groups()) {
      assertThat(group.tables()).isSorted();
      assertThat(group.isCycle()).isEqualTo(group.tables().size() > 1);
      groups.add(new TreeSet<>(group.tables()));
    }
    assertThat(groups).isEqualTo(graph.circles());
  }

  @Property
  void theOrderDoesNotDependOnTheOrderOfTablesAndReferences(
      @ForAll("graphs") AnyGraph graph, @ForAll Random random) {
    List<TableName> tables = new ArrayList<>(graph.tables());
    List<Reference> references = new ArrayList<>(graph.references());
    Collections.shuffle(tables, random);
    Collections.shuffle(references, random);
    assertThat(DependencyOrder.of(tables, references, graph.wishes())).isEqualTo(graph.order());
  }

  @Property
  void wishesThatAreMetHoldAndThoseThatAreNotWouldCloseACircle(@ForAll("graphs") AnyGraph graph) {
    DependencyOrder order = graph.order();
    List<LoadAfter> unmet = new ArrayList<>();
    Map<TableName, Set<TableName>> earlier = graph.parents();
    for (LoadAfter wish : allWishes(graph)) {
      boolean closes =
          AnyGraph.ways(graph.tables(), earlier)
              .contains(new AnyGraph.Way(wish.earlier(), wish.table()));
      if (!closes) {
        earlier.computeIfAbsent(wish.table(), key -> new TreeSet<>()).add(wish.earlier());
        assertThat(place(order, wish.earlier())).isLessThan(place(order, wish.table()));
      } else if (!wish.table().equals(wish.earlier())) {
        unmet.add(wish);
      }
    }
    assertThat(order.unmet()).isEqualTo(unmet);
  }

  @Test
  void ofTablesThatAreReadyTheFirstByNameGoesFirst() {
    assertThat(
            order(
                List.of("zoo", "b", "a", "child", "c"),
                List.of(reference("child", "zoo"), reference("a", "c"))))
        .isEqualTo("b | c | a | zoo | child");
  }

  @Test
  void theTablesOfACycleAreTogetherAndASelfReferenceIsNoCycle() {
    assertThat(
            order(
                List.of("users", "instructors", "teams", "nodes", "posts"),
                List.of(
                    reference("users", "teams"),
                    reference("teams", "instructors"),
                    reference("instructors", "users"),
                    reference("teams", "teams"),
                    reference("nodes", "nodes"),
                    reference("posts", "users"))))
        .isEqualTo("instructors, teams, users (cycle) | nodes | posts");
  }

  @Test
  void aReferenceThatTheServerDoesNotCheckIsAWish() {
    Reference back =
        AnyGraph.reference(table("parent"), table("child"), Reference.Kind.NOT_ENFORCED);
    Reference met = AnyGraph.reference(table("a"), table("parent"), Reference.Kind.VIRTUAL);
    DependencyOrder order =
        DependencyOrder.of(
            List.of(table("a"), table("child"), table("parent")),
            List.of(back, reference("child", "parent"), met),
            List.of());
    assertThat(order)
        .isEqualTo(
            new DependencyOrder(
                List.of(
                    new DependencyOrder.Group(List.of(table("parent"))),
                    new DependencyOrder.Group(List.of(table("a"))),
                    new DependencyOrder.Group(List.of(table("child")))),
                List.of(new LoadAfter(table("parent"), table("child")))));
  }

  @Test
  void ofWishesThatContradictEachOtherTheFirstIsHonoured() {
    LoadAfter first = new LoadAfter(table("a"), table("b"));
    LoadAfter second = new LoadAfter(table("b"), table("a"));
    List<TableName> tables = List.of(table("a"), table("b"));
    assertThat(DependencyOrder.of(tables, List.of(), List.of(first, second)).unmet())
        .containsExactly(second);
    assertThat(DependencyOrder.of(tables, List.of(), List.of(second, first)).unmet())
        .containsExactly(first);
  }

  @Test
  void ofVirtualReferencesThatContradictEachOtherTheSameOneWinsInAnyOrder() {
    Reference one =
        AnyGraph.reference(AnyGraph.table(1), AnyGraph.table(2), Reference.Kind.VIRTUAL);
    Reference other =
        AnyGraph.reference(AnyGraph.table(2), AnyGraph.table(1), Reference.Kind.VIRTUAL);
    assertThat(DependencyOrder.of(AnyGraph.tables(2), List.of(one, other), List.of()))
        .isEqualTo(DependencyOrder.of(AnyGraph.tables(2), List.of(other, one), List.of()));
  }

  @Test
  void referencesAndWishesOfOtherTablesArePassedOver() {
    DependencyOrder order =
        DependencyOrder.of(
            List.of(table("a"), table("b")),
            List.of(reference("a", "gone"), reference("gone", "b")),
            List.of(
                new LoadAfter(table("a"), table("lost")),
                new LoadAfter(table("lost"), table("b")),
                new LoadAfter(table("a"), table("b"))));
    assertThat(text(order)).isEqualTo("b | a");
    assertThat(order.unmet()).isEmpty();
  }

  @Test
  void nothingHasAnOrderToo() {
    assertThat(DependencyOrder.of(List.of(), List.of(), List.of()))
        .isEqualTo(new DependencyOrder(List.of(), List.of()));
  }

  private static List<LoadAfter> allWishes(AnyGraph graph) {
    List<LoadAfter> wishes = new ArrayList<>(graph.wishes());
    graph.references().stream()
        .filter(reference -> !reference.kind().enforced())
        .map(reference -> new LoadAfter(reference.child(), reference.parent()))
        .sorted()
        .distinct()
        .forEach(wishes::add);
    return wishes;
  }

  /** The position of the table's group. */
  private static int place(DependencyOrder order, TableName table) {
    return IntStream.range(0, order.groups().size())
        .filter(at -> order.groups().get(at).tables().contains(table))
        .findFirst()
        .orElseThrow();
  }

  private static String order(List<String> tables, List<Reference> references) {
    return text(
        DependencyOrder.of(
            tables.stream().map(DependencyOrderTest::table).toList(), references, List.of()));
  }

  private static String text(DependencyOrder order) {
    return order.groups().stream()
        .map(
            group ->
                group.tables().stream().map(TableName::name).collect(Collectors.joining(", "))
                    + (group.isCycle() ? " (cycle)" : ""))
        .collect(Collectors.joining(" | "));
  }

  private static TableName table(String name) {
    return new TableName("public", name);
  }

  private static Reference reference(String child, String parent) {
    return AnyGraph.reference(table(child), table(parent), Reference.Kind.FOREIGN_KEY);
  }

  @Provide
  Arbitrary<AnyGraph> graphs() {
    return AnyGraph.graphs();
  }
}
