package io.loomctl.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.loomctl.diagram.DiagramReference.Use;
import io.loomctl.diagram.Layout.Box;
import io.loomctl.diagram.Layout.Point;
import io.loomctl.diagram.Layout.Room;
import io.loomctl.diagram.Layout.Route;
import io.loomctl.graph.ColumnName;
import io.loomctl.graph.MatchKey;
import io.loomctl.graph.Reference;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every layout, of tables and references made up at random. */
class DiagramTest {

  /** The seed is the name of the case, so that a failure shows it. */
  static Stream<Integer> seeds() {
    return IntStream.rangeClosed(1, 60).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachTableHasABoxAndNoBoxCoversAnother(int seed) {
    Diagram diagram = diagram(seed);
    for (Room room : Room.values()) {
      List<Box> boxes = Layout.of(diagram, room).boxes();
      assertThat(boxes.stream().map(Box::table))
          .containsExactlyInAnyOrderElementsOf(names(diagram));
      for (Box one : boxes) {
        assertThat(boxes).filteredOn(other -> overlap(one, other)).containsExactly(one);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachRouteLeadsFromTheChildToTheParentAndThroughNoTable(int seed) {
    Diagram diagram = diagram(seed);
    Layout layout = Layout.of(diagram, Room.NARROW);
    Map<TableName, Box> boxes = new HashMap<>();
    layout.boxes().forEach(box -> boxes.put(box.table(), box));
    assertThat(layout.routes().stream().map(Route::reference))
        .containsExactlyInAnyOrderElementsOf(
            diagram.references().stream()
                .filter(each -> !each.reference().isSelfReference())
                .toList());
    for (Route route : layout.routes()) {
      List<Point> points = route.points();
      assertThat(touches(points.get(0), box(boxes, route.reference().child()))).isTrue();
      assertThat(touches(points.get(points.size() - 1), box(boxes, route.reference().parent())))
          .isTrue();
      for (int i = 1; i < points.size(); i++) {
        Box way = between(points.get(i - 1), points.get(i));
        assertThat(layout.boxes()).as("%s", route).filteredOn(box -> overlap(box, way)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void parentsAreToTheLeftUnlessTheyAreInACycle(int seed) {
    Layout layout = Layout.of(diagram(seed), Room.LABELLED);
    for (Route route : layout.routes()) {
      DiagramReference reference = route.reference();
      if (reference.cycle() == 0 && reference.reference().kind().enforced()) {
        int from = route.points().get(0).x();
        int to = route.points().get(route.points().size() - 1).x();
        assertThat(to).as("%s", reference).isLessThan(from);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderInWhichThingsComeDoesNotMatter(int seed) {
    Diagram diagram = diagram(seed);
    assertThat(Layout.of(diagram(seed), Room.NARROW)).isEqualTo(Layout.of(diagram, Room.NARROW));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void levelsGoUpAlongEveryReferenceOutsideACycle(int seed) {
    Diagram diagram = diagram(seed);
    Map<TableName, DiagramTable> tables = new HashMap<>();
    diagram.tables().forEach(table -> tables.put(table.name(), table));
    for (DiagramReference reference : diagram.references()) {
      DiagramTable child = Objects.requireNonNull(tables.get(reference.child()));
      DiagramTable parent = Objects.requireNonNull(tables.get(reference.parent()));
      if (reaches(diagram, parent.name(), child.name())) {
        assertThat(child.cycle()).isEqualTo(parent.cycle());
      } else if (reference.reference().kind().enforced()) {
        assertThat(child.level()).as("%s", reference).isGreaterThan(parent.level());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aroundATableIsWhatAReferenceConnectsItWith(int seed) {
    Diagram diagram = diagram(seed);
    for (TableName table : names(diagram)) {
      Set<TableName> near = new HashSet<>(Set.of(table));
      for (DiagramReference each : diagram.references()) {
        if (each.child().equals(table) || each.parent().equals(table)) {
          near.addAll(List.of(each.child(), each.parent()));
        }
      }
      assertThat(names(diagram.around(table))).containsExactlyInAnyOrderElementsOf(near);
    }
  }

  /** Upwards along what the server holds to be true, from a table that may be the same. */
  private static boolean reaches(Diagram diagram, TableName from, TableName to) {
    Set<TableName> seen = new HashSet<>(Set.of(from));
    List<TableName> open = new ArrayList<>(seen);
    while (!open.isEmpty()) {
      TableName at = open.remove(0);
      for (DiagramReference each : diagram.referencesFrom(at)) {
        if (each.reference().kind().enforced() && seen.add(each.parent())) {
          open.add(each.parent());
        }
      }
    }
    return seen.contains(to);
  }

  private static Box box(Map<TableName, Box> boxes, TableName table) {
    return Objects.requireNonNull(boxes.get(table));
  }

  private static boolean overlap(Box one, Box other) {
    return one.x() < other.x() + other.width()
        && other.x() < one.x() + one.width()
        && one.y() < other.y() + other.height()
        && other.y() < one.y() + one.height();
  }

  private static boolean touches(Point point, Box box) {
    return (point.x() == box.x() || point.x() == box.x() + box.width())
        && point.y() > box.y()
        && point.y() < box.y() + box.height();
  }

  /** A curve between two points stays between them. */
  private static Box between(Point one, Point other) {
    int x = Math.min(one.x(), other.x());
    int y = Math.min(one.y(), other.y());
    return new Box(
        new TableName("s", "way"),
        x,
        y,
        Math.abs(one.x() - other.x()),
        Math.max(1, Math.abs(one.y() - other.y())));
  }

  private static List<TableName> names(Diagram diagram) {
    return diagram.tables().stream().map(DiagramTable::name).collect(Collectors.toList());
  }

  private static Diagram diagram(int seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(seed % 10 == 0 ? 80 : 16);
    List<TableName> names =
        IntStream.range(0, size).mapToObj(i -> new TableName("s", "t" + i)).toList();
    List<Reference> references = new ArrayList<>();
    int hub = random.nextInt(size);
    for (int i = 0; i < size * 1.3; i++) {
      int child = random.nextInt(size);
      int parent = random.nextInt(4) == 0 ? hub : random.nextInt(size);
      boolean rising = random.nextInt(6) > 0;
      references.add(
          reference(
              i,
              names.get(rising ? Math.max(child, parent) : child),
              names.get(rising ? Math.min(child, parent) : parent),
              random));
    }
    return diagram(names, references, random);
  }

  private static Reference reference(int i, TableName child, TableName parent, Random random) {
    Reference.Kind kind =
        random.nextInt(5) == 0 ? Reference.Kind.VIRTUAL : Reference.Kind.FOREIGN_KEY;
    return new Reference(
        "fk" + i,
        child,
        List.of(new ColumnName("c" + i)),
        parent,
        List.of(new ColumnName("id")),
        kind,
        List.of());
  }

  private static Diagram diagram(List<TableName> names, List<Reference> references, Random random) {
    Levels levels = new Levels(names, references, List.of());
    List<DiagramTable> tables =
        names.stream()
            .map(
                name ->
                    new DiagramTable(
                        name,
                        name.name(),
                        levels.level(name),
                        levels.cycle(name),
                        Optional.empty(),
                        "",
                        RowCount.UNKNOWN,
                        new MatchKey(MatchKey.Kind.WHOLE_ROW, List.of())))
            .toList();
    return new Diagram(
        Optional.empty(),
        tables,
        references.stream().map(each -> drawn(each, levels, random.nextBoolean())).toList());
  }

  private static DiagramReference drawn(Reference reference, Levels levels, boolean nullable) {
    int cycle = levels.cycle(reference.child());
    boolean within = cycle == levels.cycle(reference.parent()) && !reference.isSelfReference();
    Optional<Use> use = Optional.empty();
    return new DiagramReference(
        reference, nullable, false, true, within ? cycle : 0, Optional.empty(), use);
  }
}
