package io.loomctl.diagram;

import io.loomctl.graph.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where on a side of its box each reference begins, and where those that lead to the table arrive:
 * from top to bottom in the order of what they come from, so that they do not cross there.
 */
final class Ends {

  /** A side of a table's box. */
  record Side(TableName table, boolean left) {}

  /** One end; nothing for the place at which all references to the table arrive. */
  private record End(Optional<DiagramReference> reference, double towards) {}

  private final Map<Side, List<End>> ends = new HashMap<>();
  private final Map<DiagramReference, Integer> starts = new HashMap<>();
  private final Map<Side, Integer> arrivals = new HashMap<>();

  void start(Side side, DiagramReference reference, double towards) {
    ends.computeIfAbsent(side, key -> new ArrayList<>())
        .add(new End(Optional.of(reference), towards));
  }

  void arrive(Side side, double from) {
    List<End> list = ends.computeIfAbsent(side, key -> new ArrayList<>());
    if (list.stream().allMatch(end -> end.reference.isPresent())) {
      list.add(new End(Optional.empty(), from));
    }
  }

  int count(TableName table) {
    return Math.max(
        ends.getOrDefault(new Side(table, true), List.of()).size(),
        ends.getOrDefault(new Side(table, false), List.of()).size());
  }

  void spread(TableName table, double top, int height) {
    for (boolean left : new boolean[] {true, false}) {
      Side side = new Side(table, left);
      List<End> list = new ArrayList<>(ends.getOrDefault(side, List.of()));
      list.sort(Comparator.comparingDouble(End::towards));
      for (int i = 0; i < list.size(); i++) {
        int y = (int) Math.round(top + height * (i + 1.0) / (list.size() + 1));
        list.get(i)
            .reference
            .ifPresentOrElse(reference -> starts.put(reference, y), () -> arrivals.put(side, y));
      }
    }
  }

  int start(DiagramReference reference) {
    return Objects.requireNonNull(starts.get(reference));
  }

  int arrival(Side side) {
    return Objects.requireNonNull(arrivals.get(side));
  }
}
