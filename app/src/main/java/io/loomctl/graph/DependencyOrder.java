package io.loomctl.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tables in the order in which they can be loaded: parents before children, the tables of a cycle
 * together. Enforced references decide; wishes (virtual references, {@link LoadAfter}) are honoured
 * as far as they do not contradict them. The order depends on names alone, so it is the same on
 * every machine.
 *
 * @param groups in load order
 * @param unmet wishes that could not be honoured
 */
public record DependencyOrder(List<Group> groups, List<LoadAfter> unmet) {

  /**
   * Tables that are loaded together.
   *
   * @param tables sorted by name; more than one only for a cycle
   */
  public record Group(List<TableName> tables) {

    public Group {
      tables = List.copyOf(tables);
    }

    /** Whether the tables reference each other in a circle. A self-reference is no such cycle. */
    public boolean isCycle() {
      return tables.size() > 1;
    }
  }

  public DependencyOrder {
    groups = List.copyOf(groups);
    unmet = List.copyOf(unmet);
  }

  /**
   * References and wishes that name a table outside {@code tables} are passed over.
   *
   * @param wishes the more important first
   */
  public static DependencyOrder of(
      Collection<TableName> tables, Collection<Reference> references, List<LoadAfter> wishes) {
    Set<TableName> known = new HashSet<>(tables);
    Map<TableName, SortedSet<TableName>> parents = new TreeMap<>();
    SortedSet<LoadAfter> virtual = new TreeSet<>();
    for (Reference reference : references) {
      if (reference.kind().enforced()) {
        if (known.contains(reference.child()) && known.contains(reference.parent())) {
          parents
              .computeIfAbsent(reference.child(), child -> new TreeSet<>())
              .add(reference.parent());
        }
      } else {
        virtual.add(new LoadAfter(reference.child(), reference.parent()));
      }
    }
    List<LoadAfter> wanted = new ArrayList<>(wishes);
    wanted.addAll(virtual);
    return new Ordering(Components.of(tables, parents), parents).order(wanted, known);
  }

  public List<TableName> tables() {
    return groups.stream().flatMap(group -> group.tables().stream()).toList();
  }

  /** The graph of the components, to which wishes are added one by one. */
  private static final class Ordering {
    private final List<List<TableName>> components;
    private final Map<TableName, Integer> componentOf = new HashMap<>();
    private final Map<Integer, Set<Integer>> later = new HashMap<>();

    Ordering(
        List<List<TableName>> components, Map<TableName, SortedSet<TableName>> parentsOfTable) {
      this.components = components;
      for (int i = 0; i < components.size(); i++) {
        for (TableName table : components.get(i)) {
          componentOf.put(table, i);
        }
      }
      parentsOfTable.forEach(
          (child, parents) -> parents.forEach(parent -> edge(component(parent), component(child))));
    }

    DependencyOrder order(List<LoadAfter> wishes, Set<TableName> known) {
      List<LoadAfter> unmet = new ArrayList<>();
      for (LoadAfter wish : wishes) {
        if (known.contains(wish.table()) && known.contains(wish.earlier())) {
          int earlier = component(wish.earlier());
          int table = component(wish.table());
          if (reaches(table, earlier)) {
            if (!wish.table().equals(wish.earlier())) {
              unmet.add(wish);
            }
          } else {
            edge(earlier, table);
          }
        }
      }
      return new DependencyOrder(sorted(), unmet);
    }

    private int component(TableName table) {
      return Objects.requireNonNull(componentOf.get(table));
    }

    private void edge(int earlier, int table) {
      if (earlier != table) {
        later.computeIfAbsent(earlier, key -> new HashSet<>()).add(table);
      }
    }

    private boolean reaches(int from, int to) {
      Deque<Integer> open = new ArrayDeque<>(List.of(from));
      Set<Integer> seen = new HashSet<>(open);
      while (!open.isEmpty()) {
        int at = open.pop();
        if (at == to) {
          return true;
        }
        for (int next : later.getOrDefault(at, Set.of())) {
          if (seen.add(next)) {
            open.push(next);
          }
        }
      }
      return false;
    }

    /** Kahn's algorithm; among what is ready, the smallest name goes first. */
    private List<Group> sorted() {
      int[] waitsFor = new int[components.size()];
      later.values().forEach(targets -> targets.forEach(target -> waitsFor[target]++));
      PriorityQueue<List<TableName>> ready =
          new PriorityQueue<>((a, b) -> a.get(0).compareTo(b.get(0)));
      for (int i = 0; i < waitsFor.length; i++) {
        if (waitsFor[i] == 0) {
          ready.add(components.get(i));
        }
      }
      List<Group> groups = new ArrayList<>();
      while (!ready.isEmpty()) {
        List<TableName> next = ready.poll();
        groups.add(new Group(next));
        for (int target : later.getOrDefault(componentOf.get(next.get(0)), Set.of())) {
          if (--waitsFor[target] == 0) {
            ready.add(components.get(target));
          }
        }
      }
      return groups;
    }
  }
}
