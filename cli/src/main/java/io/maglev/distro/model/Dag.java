package io.maglev.distro.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must come before what, among named nodes. Immutable. Orders are deterministic: where the
 * edges leave a choice, the order in which nodes were given decides.
 */
public final class Dag {
  private final Map<String, Set<String>> prerequisites;

  private Dag(Map<String, Set<String>> prerequisites) {
    this.prerequisites = prerequisites;
  }

  /**
   * A graph of the map's keys; prerequisites that are no keys are left out, since what is not part
   * of a run cannot be waited for.
   */
  public static Dag of(Map<String, ? extends Collection<String>> prerequisites) {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    prerequisites.forEach(
        (node, needed) -> {
          Set<String> known = new LinkedHashSet<>(needed);
          known.retainAll(prerequisites.keySet());
          copy.put(node, known);
        });
    return new Dag(copy);
  }

  public Set<String> nodes() {
    return prerequisites.keySet();
  }

  /** The direct prerequisites of a node. */
  public Set<String> prerequisites(String node) {
    return prerequisites.getOrDefault(node, Set.of());
  }

  /** The same edges turned round: what was last comes first. */
  public Dag reversed() {
    Map<String, Set<String>> turned = new LinkedHashMap<>();
    List<String> nodes = new ArrayList<>(prerequisites.keySet());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      turned.put(nodes.get(i), new LinkedHashSet<>());
    }
    prerequisites.forEach(
        (node, needed) ->
            needed.forEach(n -> turned.computeIfAbsent(n, k -> new LinkedHashSet<>()).add(node)));
    return new Dag(turned);
  }

  /** All that must come before the nodes given, themselves included. */
  public Set<String> closure(Collection<String> nodes) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      String node = open.pop();
      if (reached.add(node)) {
        open.addAll(prerequisites(node));
      }
    }
    return reached;
  }

  /**
   * The nodes, each after all its prerequisites.
   *
   * @throws IllegalStateException if there is a cycle: ask {@link #cycle()} first
   */
  public List<String> order() {
    List<String> all = new ArrayList<>(prerequisites.keySet());
    Map<String, Integer> position = new LinkedHashMap<>();
    all.forEach(node -> position.put(node, position.size()));
    Map<String, Integer> missing = new LinkedHashMap<>();
    Map<String, List<String>> dependents = new LinkedHashMap<>();
    TreeSet<Integer> free = new TreeSet<>();
    for (String node : all) {
      missing.put(node, prerequisites(node).size());
      prerequisites(node)
          .forEach(n -> dependents.computeIfAbsent(n, k -> new ArrayList<>()).add(node));
      if (prerequisites(node).isEmpty()) {
        free.add(position.get(node));
      }
    }
    List<String> order = new ArrayList<>(all.size());
    while (!free.isEmpty()) {
      String node = all.get(free.pollFirst());
      order.add(node);
      for (String dependent : dependents.getOrDefault(node, List.of())) {
        if (missing.merge(dependent, -1, Integer::sum) == 0) {
          free.add(position.get(dependent));
        }
      }
    }
    if (order.size() < all.size()) {
      throw new IllegalStateException("cycle: " + cycle().orElse(List.of()));
    }
    return order;
  }

  /**
   * A cycle as the path {@code a, b, c, a} in which each needs the next; empty if there is none.
   */
  public Optional<List<String>> cycle() {
    Set<String> done = new LinkedHashSet<>();
    for (String start : prerequisites.keySet()) {
      Optional<List<String>> found = cycleFrom(start, done);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Depth first with an own stack: a hostile manifest may chain more nodes than frames. */
  private Optional<List<String>> cycleFrom(String start, Set<String> done) {
    List<String> path = new ArrayList<>();
    Set<String> onPath = new LinkedHashSet<>();
    Deque<List<String>> untried = new ArrayDeque<>();
    untried.push(new ArrayList<>(List.of(start)));
    while (!untried.isEmpty()) {
      List<String> choices = untried.peek();
      if (choices.isEmpty()) {
        untried.pop();
        if (!path.isEmpty()) {
          String left = path.remove(path.size() - 1);
          onPath.remove(left);
          done.add(left);
        }
        continue;
      }
      String node = choices.remove(0);
      if (onPath.contains(node)) {
        List<String> cycle = new ArrayList<>(path.subList(path.indexOf(node), path.size()));
        cycle.add(node);
        return Optional.of(cycle);
      }
      if (!done.contains(node)) {
        path.add(node);
        onPath.add(node);
        untried.push(new ArrayList<>(prerequisites(node)));
      }
    }
    return Optional.empty();
  }
}
