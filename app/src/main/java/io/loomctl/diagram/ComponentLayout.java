package io.loomctl.diagram;

import io.loomctl.diagram.Layout.Box;
import io.loomctl.diagram.Layout.Point;
import io.loomctl.diagram.Layout.Room;
import io.loomctl.diagram.Layout.Route;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Lays out tables that references connect. */
final class ComponentLayout {

  private static final int FEWEST_IN_A_COLUMN = 5;

  /** Where references to a table pass through a column. */
  private record Passage(TableName parent, int rank) {}

  private final Diagram diagram;
  private final Room room;
  private final List<DiagramReference> references;
  private final Map<TableName, List<DiagramReference>> byChild;
  private final Ranks ranks;
  private final Map<TableName, Slot> boxes = new HashMap<>();
  private final Map<Passage, Slot> passages = new HashMap<>();
  private final List<Integer> lefts = new ArrayList<>();
  private final List<Integer> rights = new ArrayList<>();
  private final Ends ends = new Ends();

  private ComponentLayout(Diagram diagram, Room room, int capacity) {
    this.diagram = diagram;
    this.room = room;
    this.references =
        diagram.references().stream().filter(each -> !each.reference().isSelfReference()).toList();
    this.byChild = references.stream().collect(Collectors.groupingBy(DiagramReference::child));
    this.ranks = new Ranks(diagram.tables(), references, capacity);
  }

  /** With columns so high that the whole can be seen as large as it goes. */
  static Layout of(Diagram diagram, Room room) {
    Layout best = new ComponentLayout(diagram, room, FEWEST_IN_A_COLUMN).layout();
    int tables = diagram.tables().size();
    double capacity = FEWEST_IN_A_COLUMN;
    Layout next = best;
    // From the best height on, higher ones only get worse.
    while (capacity < tables && next.extent() < 1.5 * best.extent()) {
      capacity *= 1.4;
      next = new ComponentLayout(diagram, room, (int) capacity).layout();
      best = next.extent() < best.extent() ? next : best;
    }
    return best;
  }

  private Layout layout() {
    List<List<Slot>> columns = columns();
    references.forEach(this::link);
    columns = SlotOrder.of(columns);
    SlotPlaces.settle(columns);
    measureColumns();
    references.forEach(this::addEnds);
    List<Box> placed = diagram.tables().stream().map(this::box).toList();
    placed.forEach(box -> ends.spread(box.table(), box.y(), box.height()));
    int height = placed.stream().mapToInt(box -> box.y() + box.height()).max().orElse(0);
    return new Layout(
        rights.get(rights.size() - 1),
        Math.max(height, lowestPassage()),
        placed,
        references.stream().map(this::route).toList());
  }

  private int lowestPassage() {
    return (int) Math.ceil(passages.values().stream().mapToDouble(Slot::centre).max().orElse(0));
  }

  private List<List<Slot>> columns() {
    List<List<Slot>> columns = new ArrayList<>();
    for (List<DiagramTable> tables : ranks.tables()) {
      List<Slot> column = new ArrayList<>();
      for (DiagramTable table : tables) {
        Slot slot = Slot.box(table.name(), height(table.name()));
        boxes.put(table.name(), slot);
        column.add(slot);
      }
      columns.add(column);
    }
    for (DiagramReference reference : references) {
      for (int rank : between(reference)) {
        passages.computeIfAbsent(
            new Passage(reference.parent(), rank),
            passage -> {
              Slot slot = Slot.passage(passage.parent);
              columns.get(rank).add(slot);
              return slot;
            });
      }
    }
    return columns;
  }

  private int height(TableName table) {
    List<DiagramReference> own = byChild.getOrDefault(table, List.of());
    long leftward = own.stream().filter(this::isLeftward).count();
    long rightward = own.size() - leftward;
    return BoxSize.height((int) Math.max(leftward, rightward) + 1, room == Room.NARROW ? 9 : 15);
  }

  /** The usual direction; the other one closes a cycle. */
  private boolean isLeftward(DiagramReference reference) {
    return ranks.of(reference.parent()) < ranks.of(reference.child());
  }

  /** The columns between child and parent, in this order. */
  private List<Integer> between(DiagramReference reference) {
    List<Integer> between = new ArrayList<>();
    int to = ranks.of(reference.parent());
    int step = isLeftward(reference) ? -1 : 1;
    for (int rank = ranks.of(reference.child()) + step; rank != to; rank += step) {
      between.add(rank);
    }
    return between;
  }

  /** From the child to the parent. */
  private List<Slot> slots(DiagramReference reference) {
    List<Slot> slots = new ArrayList<>();
    slots.add(slot(reference.child()));
    for (int rank : between(reference)) {
      slots.add(Objects.requireNonNull(passages.get(new Passage(reference.parent(), rank))));
    }
    slots.add(slot(reference.parent()));
    return slots;
  }

  private Slot slot(TableName table) {
    return Objects.requireNonNull(boxes.get(table));
  }

  private void link(DiagramReference reference) {
    List<Slot> slots = slots(reference);
    for (int i = 1; i < slots.size(); i++) {
      boolean leftward = isLeftward(reference);
      Slot.link(slots.get(leftward ? i : i - 1), slots.get(leftward ? i - 1 : i));
    }
  }

  private void measureColumns() {
    int x = 0;
    for (int rank = 0; rank < ranks.tables().size(); rank++) {
      x += rank == 0 ? 0 : channel(rank);
      lefts.add(x);
      x +=
          ranks.tables().get(rank).stream()
              .mapToInt(table -> BoxSize.width(table.label(), diagram.hasLoop(table.name())))
              .max()
              .orElse(0);
      rights.add(x);
    }
  }

  /** The space to the left of a column: wider where more lines cross it. */
  private int channel(int rank) {
    int lines =
        (int)
            references.stream()
                .filter(each -> Math.max(ranks.of(each.child()), ranks.of(each.parent())) >= rank)
                .filter(each -> Math.min(ranks.of(each.child()), ranks.of(each.parent())) < rank)
                .count();
    return 44 + Math.min(48, 3 * lines) + (room == Room.LABELLED ? longestLabel(rank) : 0);
  }

  private int longestLabel(int rank) {
    return references.stream()
        .filter(each -> ranks.of(each.child()) == (isLeftward(each) ? rank : rank - 1))
        .mapToInt(each -> BoxSize.label(each.columns()))
        .max()
        .orElse(0);
  }

  private void addEnds(DiagramReference reference) {
    List<Slot> slots = slots(reference);
    boolean left = isLeftward(reference);
    ends.start(new Ends.Side(reference.child(), left), reference, slots.get(1).centre());
    ends.arrive(new Ends.Side(reference.parent(), !left), slots.get(slots.size() - 2).centre());
  }

  private Box box(DiagramTable table) {
    Slot slot = slot(table.name());
    int rank = ranks.of(table.name());
    return new Box(
        table.name(),
        lefts.get(rank),
        (int) Math.round(slot.centre() - slot.height() / 2.0),
        rights.get(rank) - lefts.get(rank),
        slot.height());
  }

  private Route route(DiagramReference reference) {
    boolean left = isLeftward(reference);
    List<Point> points = new ArrayList<>();
    points.add(new Point(near(ranks.of(reference.child()), left), ends.start(reference)));
    for (int rank : between(reference)) {
      double centre =
          Objects.requireNonNull(passages.get(new Passage(reference.parent(), rank))).centre();
      points.add(new Point(near(rank, !left), (int) Math.round(centre)));
      points.add(new Point(near(rank, left), (int) Math.round(centre)));
    }
    points.add(
        new Point(
            near(ranks.of(reference.parent()), !left),
            ends.arrival(new Ends.Side(reference.parent(), !left))));
    return new Route(reference, points);
  }

  /** The left or the right edge of a column. */
  private int near(int rank, boolean left) {
    return (left ? lefts : rights).get(rank);
  }
}
