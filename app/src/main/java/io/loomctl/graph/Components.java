package io.loomctl.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The strongly connected components of a directed graph (Tarjan 1972), each sorted. A component of
 * two or more nodes is a cycle.
 */
public final class Components<N extends Comparable<N>> {

  private final Map<N, ? extends Collection<N>> edges;
  private final Map<N, Integer> index = new HashMap<>();
  private final Map<N, Integer> low = new HashMap<>();
  private final Set<N> open = new TreeSet<>();
  private final Deque<N> stack = new ArrayDeque<>();
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
        components.visit(node);
      }
    }
    return components.found;
  }

  private void visit(N node) {
    index.put(node, index.size());
    low.put(node, index.get(node));
    stack.push(node);
    open.add(node);
    for (N next : edges.containsKey(node) ? edges.get(node) : List.<N>of()) {
      if (!index.containsKey(next)) {
        visit(next);
        low.merge(node, low.get(next), Math::min);
      } else if (open.contains(next)) {
        low.merge(node, index.get(next), Math::min);
      }
    }
    if (low.get(node).equals(index.get(node))) {
      close(node);
    }
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
