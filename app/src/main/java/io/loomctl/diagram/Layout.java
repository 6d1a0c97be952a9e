package io.loomctl.diagram;

import io.loomctl.graph.TableName;
import java.util.List;

/**
 * Where everything of a diagram goes, in pixels: parents to the left of their children, and tables
 * without references below. The same diagram always gives the same layout.
 *
 * @param boxes one for each table; none overlaps another
 * @param routes one for each reference that does not lead to its own table
 */
public record Layout(int width, int height, List<Box> boxes, List<Route> routes) {

  /** Width by height of the usual window. */
  static final double ASPECT = 1.4;

  /** Where a table is. */
  public record Box(TableName table, int x, int y, int width, int height) {

    Box moved(int byX, int byY) {
      return new Box(table, x + byX, y + byY, width, height);
    }
  }

  /** A point of a route. */
  public record Point(int x, int y) {}

  /**
   * The way of a reference from the child to the parent. Between points with odd and even number
   * (the first has number 1) it goes through the space between two columns, and then straight
   * through a column.
   */
  public record Route(DiagramReference reference, List<Point> points) {

    public Route {
      points = List.copyOf(points);
    }

    Route moved(int byX, int byY) {
      return new Route(
          reference,
          points.stream().map(point -> new Point(point.x + byX, point.y + byY)).toList());
    }
  }

  /** How much room a layout leaves. */
  public enum Room {
    /** Names of columns do not show. */
    NARROW,
    /** Names of columns stand beside the child. */
    LABELLED
  }

  public Layout {
    boxes = List.copyOf(boxes);
    routes = List.copyOf(routes);
  }

  /** Lays a diagram out. */
  public static Layout of(Diagram diagram, Room room) {
    return new Packing(diagram, room).layout();
  }

  /** How large a window of the usual shape has to be for it. */
  double extent() {
    return Math.max(width, height * ASPECT);
  }

  Layout moved(int byX, int byY) {
    return new Layout(
        width + byX,
        height + byY,
        boxes.stream().map(box -> box.moved(byX, byY)).toList(),
        routes.stream().map(route -> route.moved(byX, byY)).toList());
  }
}
