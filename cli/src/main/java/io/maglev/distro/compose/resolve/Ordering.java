package io.maglev.distro.compose.resolve;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Dag;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts components after all they require, and finds what cannot be ordered. Not thread-safe. */
final class Ordering {
  /** Hooks of these phases take part in the same run. */
  private static final List<Set<HookPhase>> RUNS =
      List.of(
          Set.of(HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL),
          Set.of(HookPhase.PRE_UPGRADE, HookPhase.POST_UPGRADE),
          Set.of(HookPhase.PRE_ROLLBACK, HookPhase.POST_ROLLBACK),
          Set.of(HookPhase.PRE_DELETE, HookPhase.POST_DELETE));

  private Ordering() {}

  /**
   * The components in order; where requirements leave a choice, as they are given.
   *
   * @throws CycleException if there is no order
   */
  static List<LockedComponent> order(
      String distro, List<LockedComponent> components, List<LockedHook> hooks) {
    Map<String, LockedComponent> byName = new LinkedHashMap<>();
    components.forEach(component -> byName.put(component.name(), component));
    Dag dag = Dag.of(edges(components));
    refuseCycle(distro, dag, byName);
    for (Set<HookPhase> run : RUNS) {
      List<LockedHook> taking =
          hooks.stream().filter(hook -> hook.phases().stream().anyMatch(run::contains)).toList();
      refuseCycle(distro, withHooks(components, taking), byName);
    }
    List<LockedComponent> ordered = new ArrayList<>();
    dag.order().forEach(name -> Optional.ofNullable(byName.get(name)).ifPresent(ordered::add));
    return ordered;
  }

  private static Map<String, Set<String>> edges(List<LockedComponent> components) {
    Map<String, Set<String>> edges = new LinkedHashMap<>();
    for (LockedComponent component : components) {
      Set<String> needed = new LinkedHashSet<>();
      component.requires().forEach(requirement -> needed.add(requirement.provider()));
      edges.put(component.name(), needed);
    }
    return edges;
  }

  private static Dag withHooks(List<LockedComponent> components, List<LockedHook> hooks) {
    Map<String, Set<String>> edges = edges(components);
    for (LockedHook hook : hooks) {
      String node = "hook " + hook.name();
      edges.put(node, new LinkedHashSet<>(hook.after()));
      hook.before()
          .forEach(name -> Optional.ofNullable(edges.get(name)).ifPresent(e -> e.add(node)));
    }
    return Dag.of(edges);
  }

  private static void refuseCycle(String distro, Dag dag, Map<String, LockedComponent> byName) {
    Optional<List<String>> found = dag.cycle();
    if (found.isEmpty()) {
      return;
    }
    List<String> path = found.get();
    List<SourceLocation> steps = new ArrayList<>();
    for (int i = 0; i + 1 < path.size(); i++) {
      steps.add(SourceLocation.ofText(step(path.get(i), path.get(i + 1), byName)));
    }
    throw new CycleException(distro, path, steps);
  }

  private static String step(String from, String to, Map<String, LockedComponent> byName) {
    LockedComponent component = byName.get(from);
    if (component != null) {
      for (Requirement requirement : component.requires()) {
        if (requirement.provider().equals(to)) {
          return "component '" + from + "' requires " + requirement + " of '" + to + "'";
        }
      }
      return to + " comes before component '" + from + "'";
    }
    return from + " comes after component '" + to + "'";
  }
}
