package io.loomctl.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TableGraphTest {

  private static final TableName A = new TableName("public", "a");
  private static final TableName B = new TableName("public", "b");
  private static final TableName OTHER_A = new TableName("audit", "a");

  @Test
  void referencesAreListedByChildThenParentThenColumnsThenName() {
    TableGraph graph =
        new TableGraph(
            List.of(B, A, OTHER_A),
            List.of(
                reference("b_fk", B, "x", A),
                reference("a_fk", A, "z", B),
                reference("later", A, "y", B),
                reference("earlier", A, "y", B),
                reference("self", A, "p", A),
                reference("first", OTHER_A, "q", B)));
    assertThat(graph.tables()).containsExactly(OTHER_A, A, B);
    assertThat(graph.references())
        .extracting(reference -> reference.name() + ": " + reference)
        .containsExactly(
            "first: audit.a(q) → public.b(id)",
            "self: public.a(p) → public.a(id)",
            "earlier: public.a(y) → public.b(id)",
            "later: public.a(y) → public.b(id)",
            "a_fk: public.a(z) → public.b(id)",
            "b_fk: public.b(x) → public.a(id)");
  }

  @Test
  void referencesAreFoundFromBothEndsSelfReferencesAtBoth() {
    Reference self = reference("self", A, "p", A);
    Reference up = reference("up", A, "b_id", B);
    TableGraph graph = new TableGraph(List.of(A, B), List.of(up, self));
    assertThat(graph.referencesFrom(A)).containsExactly(self, up);
    assertThat(graph.referencesTo(A)).containsExactly(self);
    assertThat(graph.referencesFrom(B)).isEmpty();
    assertThat(graph.referencesTo(B)).containsExactly(up);
    assertThat(self.isSelfReference()).isTrue();
    assertThat(up.isSelfReference()).isFalse();
  }

  @Property
  void everyListingComesInTheSameOrderWhateverTheOrderOfTheInput(
      @ForAll("graphs") AnyGraph random, @ForAll Random shuffle) {
    List<Reference> references = differing(random.references());
    TableGraph graph = new TableGraph(random.tables(), references);
    List<TableName> otherTables = new ArrayList<>(random.tables());
    List<Reference> otherReferences = new ArrayList<>(references);
    Collections.shuffle(otherTables, shuffle);
    Collections.shuffle(otherReferences, shuffle);
    TableGraph same = new TableGraph(otherTables, otherReferences);
    assertThat(same.tables()).containsExactlyElementsOf(graph.tables());
    assertThat(same.references()).isEqualTo(graph.references());
    for (TableName table : graph.tables()) {
      assertThat(same.referencesFrom(table)).isEqualTo(graph.referencesFrom(table));
      assertThat(same.referencesTo(table)).isEqualTo(graph.referencesTo(table));
    }
  }

  @Property
  void everyReferenceIsFoundFromItsChildAndFromItsParentAndNowhereElse(
      @ForAll("graphs") AnyGraph random) {
    TableGraph graph = new TableGraph(random.tables(), random.references());
    for (TableName table : random.tables()) {
      assertThat(graph.referencesFrom(table))
          .containsExactlyInAnyOrderElementsOf(
              random.references().stream()
                  .filter(reference -> reference.child().equals(table))
                  .toList());
      assertThat(graph.referencesTo(table))
          .containsExactlyInAnyOrderElementsOf(
              random.references().stream()
                  .filter(reference -> reference.parent().equals(table))
                  .toList());
    }
  }

  @Test
  void aReferenceNeedsAsManyColumnsOnBothSides() {
    List<ColumnName> one = List.of(new ColumnName("x"));
    Stream.of(
            List.of(List.<ColumnName>of(), List.<ColumnName>of()),
            List.of(one, List.<ColumnName>of()),
            List.of(one, List.of(new ColumnName("x"), new ColumnName("y"))))
        .forEach(
            sides ->
                assertThatThrownBy(
                        () ->
                            new Reference(
                                "fk",
                                A,
                                sides.get(0),
                                B,
                                sides.get(1),
                                Reference.Kind.VIRTUAL,
                                List.of()))
                    .hasMessage("a reference needs as many parent as child columns"));
  }

  @Test
  void namesCannotBeEmpty() {
    assertThatThrownBy(() -> new TableName("", "a"))
        .hasMessage("a schema or table name cannot be empty");
    assertThatThrownBy(() -> new TableName("a", ""))
        .hasMessage("a schema or table name cannot be empty");
    assertThatThrownBy(() -> new ColumnName("")).hasMessage("a column name cannot be empty");
  }

  /** The same references under names of their own, as constraints of one table have them. */
  private static List<Reference> differing(List<Reference> references) {
    List<Reference> differing = new ArrayList<>();
    for (Reference reference : references) {
      differing.add(
          new Reference(
              "fk_" + differing.size(),
              reference.child(),
              reference.columns(),
              reference.parent(),
              reference.parentColumns(),
              reference.kind(),
              reference.partitions()));
    }
    return differing;
  }

  private static Reference reference(
      String name, TableName child, String column, TableName parent) {
    return new Reference(
        name,
        child,
        List.of(new ColumnName(column)),
        parent,
        List.of(new ColumnName("id")),
        Reference.Kind.FOREIGN_KEY,
        List.of());
  }

  @Provide
  Arbitrary<AnyGraph> graphs() {
    return AnyGraph.graphs();
  }
}
