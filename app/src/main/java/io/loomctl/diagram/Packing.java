package io.loomctl.diagram;

import io.loomctl.diagram.Layout.Box;
import io.loomctl.diagram.Layout.Room;
import io.loomctl.diagram.Layout.Route;
import io.loomctl.graph.Components;
import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lays out each part that hangs together by itself, and puts the parts side by side. */
final class Packing {

  private static final int MARGIN = 56;

  /** Between tables without references; names may be wider than boxes when seen from afar. */
  private static final int BESIDE = 40;

  private final Diagram diagram;
  private final Room room;
  private final List<Box> boxes = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private int width;
  private int height;

  Packing(Diagram diagram, Room room) {
    this.diagram = diagram;
    this.room = room;
  }

  Layout layout() {
    List<Layout> parts = new ArrayList<>();
    List<DiagramTable> alone = new ArrayList<>();
    for (List<TableName> component : components()) {
      Diagram part = diagram.only(new HashSet<>(component));
      if (component.size() == 1) {
        alone.addAll(part.tables());
      } else {
        parts.add(ComponentLayout.of(part, room));
      }
    }
    parts.sort(Comparator.comparingInt(Layout::height).reversed());
    shelves(parts, wanted(parts, alone.size()));
    grid(alone, Math.max(width, wanted(parts, alone.size())));
    return new Layout(width, height, boxes, routes);
  }

  /** Of references in both directions; by their first name. */
  private List<List<TableName>> components() {
    Map<TableName, Set<TableName>> beside = new TreeMap<>();
    diagram.tables().forEach(table -> beside.put(table.name(), new TreeSet<>()));
    for (DiagramReference reference : diagram.references()) {
      beside.getOrDefault(reference.child(), Set.of()).add(reference.parent());
      beside.getOrDefault(reference.parent(), Set.of()).add(reference.child());
    }
    return Components.of(beside.keySet(), beside).stream()
        .sorted(Comparator.comparing(component -> component.get(0)))
        .toList();
  }

  private static int wanted(List<Layout> parts, int alone) {
    double area = alone * 200.0 * (BoxSize.HEIGHT + BoxSize.GAP);
    int widest = 0;
    for (Layout part : parts) {
      area += (part.width() + MARGIN) * (double) (part.height() + MARGIN);
      widest = Math.max(widest, part.width());
    }
    return Math.max(widest, (int) Math.sqrt(area * Layout.ASPECT));
  }

  /** From the left as far as they fit; beside a high part lower ones stand below each other. */
  private void shelves(List<Layout> parts, int wanted) {
    int shelfTop = 0;
    int shelfHeight = 0;
    int left = 0;
    int columnWidth = 0;
    int below = 0;
    for (Layout part : parts) {
      boolean fitsBelow =
          below > shelfTop
              && part.width() <= columnWidth
              && below + part.height() <= shelfTop + shelfHeight;
      if (!fitsBelow) {
        left += columnWidth == 0 ? 0 : columnWidth + MARGIN;
        if (left > 0 && left + part.width() > wanted) {
          shelfTop = height + MARGIN;
          left = 0;
        }
        shelfHeight = left == 0 ? part.height() : shelfHeight;
        columnWidth = part.width();
        below = shelfTop;
      }
      put(part.moved(left, below));
      below += part.height() + MARGIN;
    }
  }

  private void grid(List<DiagramTable> tables, int wanted) {
    int column =
        tables.stream()
            .mapToInt(table -> BoxSize.width(table.label(), diagram.hasLoop(table.name())))
            .max()
            .orElse(0);
    int columns = Math.max(1, (wanted + BESIDE) / (column + BESIDE));
    int top = boxes.isEmpty() ? 0 : height + MARGIN;
    for (int i = 0; i < tables.size(); i++) {
      int x = i % columns * (column + BESIDE);
      int y = top + i / columns * (BoxSize.HEIGHT + BoxSize.GAP);
      Box box = new Box(tables.get(i).name(), x, y, column, BoxSize.HEIGHT);
      put(new Layout(x + column, y + BoxSize.HEIGHT, List.of(box), List.of()));
    }
  }

  private void put(Layout part) {
    boxes.addAll(part.boxes());
    routes.addAll(part.routes());
    width = Math.max(width, part.width());
    height = Math.max(height, part.height());
  }
}
