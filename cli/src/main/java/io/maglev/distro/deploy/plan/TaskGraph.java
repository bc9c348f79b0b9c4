package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.Dag;
import io.maglev.distro.model.HookPhase;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tasks of a run and what each waits for. Immutable.
 *
 * <p>A hook without edges is a barrier: before all components in a pre-phase, after all in a
 * post-phase. With edges it waits for, or is waited for by, the components they name only.
 */
public final class TaskGraph {
  private final Map<String, Task> tasks;
  private final Set<String> barriers;
  private final Dag dag;

  private TaskGraph(Map<String, Task> tasks, Set<String> barriers, Dag dag) {
    this.tasks = tasks;
    this.barriers = barriers;
    this.dag = dag;
  }

  /** The graph that brings components up, with hooks of the two phases around them. */
  public static TaskGraph forward(
      Collection<PlannedComponent> components,
      List<PlannedHook> hooks,
      HookPhase pre,
      HookPhase post) {
    return new Builder(components, hooks).build(pre, post, false);
  }

  /**
   * The graph that takes components away or back: dependents first. A hook that stands between
   * components still does, with its edges turned round like theirs. One that has a side only keeps
   * it: a backup before the database goes is wanted before, not after.
   */
  public static TaskGraph backward(
      Collection<PlannedComponent> components,
      List<PlannedHook> hooks,
      HookPhase pre,
      HookPhase post) {
    return new Builder(components, hooks).build(pre, post, true);
  }

  public Task task(String id) {
    Task task = tasks.get(id);
    if (task == null) {
      throw new IllegalArgumentException(id);
    }
    return task;
  }

  /** Whether the task waits for all of a run, and needs none of them in particular. */
  public boolean isBarrier(String id) {
    return barriers.contains(id);
  }

  /** Ids of the tasks in an order that respects the edges. */
  public List<String> order() {
    return dag.order();
  }

  /** Ids of the tasks this one waits for. */
  public Set<String> prerequisites(String id) {
    return dag.prerequisites(id);
  }

  /** Collects tasks and edges. */
  private static final class Builder {
    private final Collection<PlannedComponent> components;
    private final List<PlannedHook> hooks;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, Set<String>> edges = new LinkedHashMap<>();
    private final Set<String> barriers = new HashSet<>();

    Builder(Collection<PlannedComponent> components, List<PlannedHook> hooks) {
      this.components = components;
      this.hooks = hooks;
    }

    TaskGraph build(HookPhase pre, HookPhase post, boolean backward) {
      addHooks(pre);
      for (PlannedComponent component : components) {
        Set<String> needed = add(new Task.ComponentTask(component.name(), component.optional()));
        if (!backward) {
          needed.addAll(component.requires());
        }
      }
      if (backward) {
        components.forEach(this::addDependentsFirst);
      }
      addHooks(post);
      connectHooks(pre, post, backward);
      return new TaskGraph(tasks, barriers, Dag.of(edges));
    }

    private void addDependentsFirst(PlannedComponent component) {
      component.requires().forEach(provider -> waitFor(provider, component.name()));
    }

    private void addHooks(HookPhase phase) {
      hooks.stream()
          .filter(hook -> hook.phases().contains(phase) && hook.concerns(names()))
          .forEach(hook -> add(new Task.HookTask(hook.name(), phase)));
    }

    private void connectHooks(HookPhase pre, HookPhase post, boolean backward) {
      for (PlannedHook hook : hooks) {
        for (HookPhase phase : List.of(pre, post)) {
          String id = new Task.HookTask(hook.name(), phase).id();
          if (!hook.phases().contains(phase) || !tasks.containsKey(id)) {
            continue;
          }
          boolean turned = backward && hook.isBetween();
          List<String> first = turned ? hook.before() : hook.after();
          List<String> then = turned ? hook.after() : hook.before();
          if (hook.isBarrier()) {
            barriers.add(id);
            first = phase == post ? names() : List.of();
            then = phase == pre ? names() : List.of();
          }
          first.forEach(name -> waitFor(id, name));
          then.forEach(name -> waitFor(name, id));
        }
      }
    }

    private List<String> names() {
      return components.stream().map(PlannedComponent::name).toList();
    }

    private void waitFor(String waiting, String awaited) {
      Set<String> waits = edges.get(waiting);
      if (waits != null) {
        waits.add(awaited);
      }
    }

    private Set<String> add(Task task) {
      tasks.put(task.id(), task);
      return edges.computeIfAbsent(task.id(), id -> new LinkedHashSet<>());
    }
  }
}
