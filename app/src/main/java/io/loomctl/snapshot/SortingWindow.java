package io.loomctl.snapshot;

import io.loomctl.graph.ColumnName;
import io.loomctl.graph.SortColumn;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings nearly sorted rows of COPY text into the order that they have in a snapshot, by holding
 * some back. A row may come too late by as many rows as are held; some may come too early, by any
 * number.
 */
public final class SortingWindow {

  /** Takes the rows in order. */
  @FunctionalInterface
  public interface Sink {
    void row(byte[] line) throws IOException;
  }

  /** A row, and where each value that it is sorted by begins and ends. */
  private static final class Held {
    private final byte[] line;
    private final int[] bounds;

    Held(byte[] line, int[] bounds) {
      this.line = line;
      this.bounds = bounds;
    }
  }

  /** No more is held than this, however few rows it is. */
  private static final long BYTES = 4 << 20;

  private final SortColumn.By[] by;

  /** For each place in a row, which of the values to sort by stands there; -1 for none. */
  private final int[] sortedAt;

  private final int capacity;
  private final Sink sink;

  private final Deque<Held> run = new ArrayDeque<>();
  private final Queue<Held> early = new PriorityQueue<>(this::compare);
  private long bytes;
  private @Nullable Held last;
  private boolean sorted = true;

  /**
   * An empty window.
   *
   * @param columns what each row holds
   * @param sort the order to bring the rows into
   * @param capacity how many rows are held back
   */
  public SortingWindow(List<ColumnName> columns, List<SortColumn> sort, int capacity, Sink sink) {
    List<ColumnName> sorting = sort.stream().map(SortColumn::column).toList();
    this.by = sort.stream().map(SortColumn::by).toArray(SortColumn.By[]::new);
    int needed = sorting.stream().mapToInt(columns::indexOf).max().orElse(-1) + 1;
    this.sortedAt =
        IntStream.range(0, needed).map(place -> sorting.indexOf(columns.get(place))).toArray();
    this.capacity = capacity;
    this.sink = sink;
  }

  /** Takes a row with its line end; the array is the window's from here on. */
  public void row(byte[] line) throws IOException {
    if (sorted) {
      hold(new Held(line, bounds(line)));
    }
    while (sorted && (run.size() + early.size() > capacity || bytes > BYTES)) {
      passOn();
    }
  }

  private void hold(Held row) {
    while (!run.isEmpty() && compare(run.getLast(), row) > 0) {
      early.add(run.removeLast());
    }
    sorted = !run.isEmpty() || last == null || compare(last, row) <= 0;
    run.addLast(row);
    bytes += row.line.length;
  }

  /**
   * Passes on the rows that are still held.
   *
   * @return false when a row came too late; not all rows were passed on then
   */
  public boolean finish() throws IOException {
    while (sorted && run.size() + early.size() > 0) {
      passOn();
    }
    return sorted;
  }

  private void passOn() throws IOException {
    Held fromRun = run.peekFirst();
    Held fromEarly = early.peek();
    boolean takeRun = fromRun != null && (fromEarly == null || compare(fromRun, fromEarly) <= 0);
    Held next = takeRun ? run.remove() : early.remove();
    sink.row(next.line);
    bytes -= next.line.length;
    last = next;
  }

  private int[] bounds(byte[] line) {
    int[] bounds = new int[2 * by.length];
    int from = 0;
    for (int sort : sortedAt) {
      int to = from;
      while (line[to] != '\t' && line[to] != '\n') {
        to++;
      }
      if (sort >= 0) {
        bounds[2 * sort] = from;
        bounds[2 * sort + 1] = to;
      }
      from = to + 1;
    }
    return bounds;
  }

  private int compare(Held left, Held right) {
    for (int i = 0; i < by.length; i++) {
      int from = 2 * i;
      int order =
          RowOrder.compare(
              by[i],
              left.line,
              left.bounds[from],
              left.bounds[from + 1],
              right.line,
              right.bounds[from],
              right.bounds[from + 1]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
