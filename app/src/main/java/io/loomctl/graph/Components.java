package io.loomctl.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The strongly connected components of a directed graph (Tarjan 1972, without recursion), each
 * sorted. A component of two or more nodes is a cycle.
 */
public final class Components<N extends Comparable<N>> {

  /** A node whose edges are being followed. */
  private record Visit<N>(N node, Iterator<N> edges) {}

  private final Map<N, ? extends Collection<N>> edges;
  private final Map<N, Integer> index = new HashMap<>();
  private final Map<N, Integer> low = new HashMap<>();
  private final Set<N> open = new HashSet<>();
  private final Deque<N> stack = new ArrayDeque<>();
  private final Deque<Visit<N>> visits = new ArrayDeque<>();
  private final List<List<N>> found = new ArrayList<>();

  private Components(Map<N, ? extends Collection<N>> edges) {
    this.edges = edges;
  }

  /** The components, each after those that its nodes have edges to. */
  public static <N extends Comparable<N>> List<List<N>> of(
      Collection<N> nodes, Map<N, ? extends Collection<N>> edges) {
    Components<N> components = new Components<>(edges);
    for (N node : new TreeSet<>(nodes)) {
      if (!components.index.containsKey(node)) {
        components.explore(node);
      }
    }
    return components.found;
  }

  private void explore(N start) {
    begin(start);
    while (!visits.isEmpty()) {
      Visit<N> visit = visits.element();
      if (visit.edges.hasNext()) {
        N next = visit.edges.next();
        if (!index.containsKey(next)) {
          begin(next);
        } else if (open.contains(next)) {
          lower(visit.node, of(index, next));
        }
      } else {
        end(visits.pop().node);
      }
    }
  }

  private void begin(N node) {
    int number = index.size();
    index.put(node, number);
    low.put(node, number);
    stack.push(node);
    open.add(node);
    Collection<N> next = edges.get(node);
    visits.push(new Visit<>(node, next == null ? List.<N>of().iterator() : next.iterator()));
  }

  private void end(N node) {
    if (of(low, node) == of(index, node)) {
      close(node);
    }
    if (!visits.isEmpty()) {
      lower(visits.element().node, of(low, node));
    }
  }

  private void lower(N node, int reached) {
    low.put(node, Math.min(of(low, node), reached));
  }

  private int of(Map<N, Integer> numbers, N node) {
    return Objects.requireNonNull(numbers.get(node));
  }

  private void close(N root) {
    List<N> component = new ArrayList<>();
    N node;
    do {
      node = stack.pop();
      open.remove(node);
      component.add(node);
    } while (!node.equals(root));
    component.sort(null);
    found.add(component);
  }
}
