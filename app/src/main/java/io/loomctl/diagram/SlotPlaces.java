package io.loomctl.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves the slots of ordered columns up and down, so that lines become straight as far as their
 * neighbours allow it.
 */
final class SlotPlaces {

  private static final int ROUNDS = 30;

  /** Lines of many references bend least. */
  private static final double PASSAGE = 4;

  /** Slots that stand as close as they may, and where the first of them wants to be. */
  private static final class Run {
    private double wanted;
    private double weight;
    private int slots;

    Run(double wanted, double weight) {
      this.wanted = wanted;
      this.weight = weight;
      this.slots = 1;
    }

    void take(Run next) {
      wanted = (wanted * weight + next.wanted * next.weight) / (weight + next.weight);
      weight += next.weight;
      slots += next.slots;
    }
  }

  private SlotPlaces() {}

  static void settle(List<List<Slot>> columns) {
    columns.forEach(SlotPlaces::stack);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < columns.size(); i++) {
        place(columns.get(round % 2 == 0 ? i : columns.size() - 1 - i));
      }
    }
    double top =
        columns.stream()
            .flatMap(List::stream)
            .mapToDouble(slot -> slot.centre() - slot.height() / 2.0)
            .min()
            .orElse(0);
    columns.forEach(column -> column.forEach(slot -> slot.moveTo(slot.centre() - top)));
  }

  private static void stack(List<Slot> column) {
    double centre = 0;
    for (int i = 0; i < column.size(); i++) {
      centre += i == 0 ? 0 : column.get(i - 1).distance(column.get(i));
      column.get(i).moveTo(centre);
    }
    double middle = centre / 2;
    column.forEach(slot -> slot.moveTo(slot.centre() - middle));
  }

  /**
   * The places nearest to where the slots want to be, in the least squares, that keep order and
   * distances: runs that would overlap are merged (pool adjacent violators).
   */
  private static void place(List<Slot> column) {
    List<Run> runs = new ArrayList<>();
    double offset = 0;
    for (int i = 0; i < column.size(); i++) {
      offset += i == 0 ? 0 : column.get(i - 1).distance(column.get(i));
      runs.add(run(column.get(i), offset));
      while (runs.size() > 1
          && runs.get(runs.size() - 2).wanted >= runs.get(runs.size() - 1).wanted) {
        Run last = runs.remove(runs.size() - 1);
        runs.get(runs.size() - 1).take(last);
      }
    }
    int at = 0;
    offset = 0;
    for (Run run : runs) {
      for (int i = 0; i < run.slots; i++, at++) {
        offset += at == 0 ? 0 : column.get(at - 1).distance(column.get(at));
        column.get(at).moveTo(run.wanted + offset);
      }
    }
  }

  private static Run run(Slot slot, double offset) {
    double weight = 0;
    double sum = 0;
    for (Iterable<Slot> side : List.of(slot.left(), slot.right())) {
      for (Slot other : side) {
        double pull = slot.isBox() || other.isBox() ? 1 : PASSAGE;
        weight += pull;
        sum += pull * other.centre();
      }
    }
    return weight == 0
        ? new Run(slot.centre() - offset, 0.1)
        : new Run(sum / weight - offset, weight);
  }
}
