package io.loomctl.diagram;

import io.loomctl.graph.TableName;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A place in a column: a table, or where references to a table farther away pass through. All
 * references to a table pass at one place, so that they become one line.
 */
final class Slot {

  private final TableName table;
  private final boolean box;
  private final int height;
  private final Set<Slot> left = new LinkedHashSet<>();
  private final Set<Slot> right = new LinkedHashSet<>();
  private double centre;

  private Slot(TableName table, boolean box, int height) {
    this.table = table;
    this.box = box;
    this.height = height;
  }

  static Slot box(TableName table, int height) {
    return new Slot(table, true, height);
  }

  static Slot passage(TableName parent) {
    return new Slot(parent, false, 0);
  }

  static void link(Slot left, Slot right) {
    left.right.add(right);
    right.left.add(left);
  }

  /** The table, or the one that references pass to. */
  TableName table() {
    return table;
  }

  boolean isBox() {
    return box;
  }

  int height() {
    return height;
  }

  /** What it is linked with in the column to the left. */
  Set<Slot> left() {
    return left;
  }

  /** What it is linked with in the column to the right. */
  Set<Slot> right() {
    return right;
  }

  /** How far down its middle is. */
  double centre() {
    return centre;
  }

  void moveTo(double newCentre) {
    centre = newCentre;
  }

  /** How far the middle of this has to be from that of the next one below. */
  double distance(Slot below) {
    return (height + below.height) / 2.0 + BoxSize.GAP;
  }
}
