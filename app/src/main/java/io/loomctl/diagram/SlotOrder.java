package io.loomctl.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Orders the slots of each column so that few lines cross: each column by where its neighbours in
 * the one beside it are on average, back and forth (Sugiyama 1981).
 */
final class SlotOrder {

  private static final int SWEEPS = 12;

  private List<List<Slot>> columns;
  private final Map<Slot, Integer> position = new HashMap<>();

  private SlotOrder(List<List<Slot>> columns) {
    this.columns = columns;
  }

  static List<List<Slot>> of(List<List<Slot>> columns) {
    SlotOrder order = new SlotOrder(copy(columns));
    List<List<Slot>> best = copy(columns);
    order.columns.forEach(order::number);
    long fewest = Long.MAX_VALUE;
    for (int i = 0; i < SWEEPS && fewest > 0; i++) {
      order.sweep(i % 2 == 0);
      long crossings = order.crossings();
      if (crossings < fewest) {
        fewest = crossings;
        best = copy(order.columns);
      }
    }
    return best;
  }

  private static List<List<Slot>> copy(List<List<Slot>> columns) {
    List<List<Slot>> copy = new ArrayList<>();
    columns.forEach(column -> copy.add(new ArrayList<>(column)));
    return copy;
  }

  private void number(List<Slot> column) {
    for (int i = 0; i < column.size(); i++) {
      position.put(column.get(i), i);
    }
  }

  private void sweep(boolean rightward) {
    for (int i = 0; i < columns.size(); i++) {
      List<Slot> column = columns.get(rightward ? i : columns.size() - 1 - i);
      Function<Slot, Set<Slot>> beside = rightward ? Slot::left : Slot::right;
      Map<Slot, Double> wanted = new HashMap<>();
      column.forEach(slot -> wanted.put(slot, average(slot, beside.apply(slot))));
      column.sort(Comparator.comparing(slot -> Objects.requireNonNull(wanted.get(slot))));
      number(column);
    }
  }

  private double average(Slot slot, Set<Slot> beside) {
    return beside.stream().mapToInt(this::position).average().orElse(position(slot));
  }

  private int position(Slot slot) {
    return Objects.requireNonNull(position.get(slot));
  }

  private long crossings() {
    return columns.stream().mapToLong(this::crossings).sum();
  }

  /** Between a column and the one to its left. */
  private long crossings(List<Slot> column) {
    List<int[]> lines = new ArrayList<>();
    column.forEach(
        slot -> slot.left().forEach(left -> lines.add(new int[] {position(slot), position(left)})));
    long crossings = 0;
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < i; j++) {
        int[] a = lines.get(i);
        int[] b = lines.get(j);
        crossings += (long) (a[0] - b[0]) * (a[1] - b[1]) < 0 ? 1 : 0;
      }
    }
    return crossings;
  }
}
