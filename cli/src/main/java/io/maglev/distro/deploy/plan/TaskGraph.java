package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.Dag;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import java.util.ArrayList;
import java.util.Collection;
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
  private final Dag dag;

  private TaskGraph(Map<String, Task> tasks, Dag dag) {
    this.tasks = tasks;
    this.dag = dag;
  }

  /** The graph that brings components up, with hooks of the two phases around them. */
  public static TaskGraph forward(
      Collection<LockedComponent> components,
      List<LockedHook> hooks,
      HookPhase pre,
      HookPhase post) {
    return new Builder(components, hooks).build(pre, post, false);
  }

  /** The graph that takes components away: dependents first. Hook edges turn round with them. */
  public static TaskGraph backward(
      Collection<LockedComponent> components,
      List<LockedHook> hooks,
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
    private final Collection<LockedComponent> components;
    private final List<LockedHook> hooks;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, Set<String>> edges = new LinkedHashMap<>();

    Builder(Collection<LockedComponent> components, List<LockedHook> hooks) {
      this.components = components;
      this.hooks = hooks;
    }

    TaskGraph build(HookPhase pre, HookPhase post, boolean backward) {
      addHooks(pre);
      for (LockedComponent component : components) {
        Set<String> needed = add(new Task.ComponentTask(component));
        if (!backward) {
          component.requires().stream().map(Requirement::provider).forEach(needed::add);
        }
      }
      if (backward) {
        components.forEach(this::addDependentsFirst);
      }
      addHooks(post);
      connectHooks(pre, post, backward);
      return new TaskGraph(tasks, Dag.of(edges));
    }

    private void addDependentsFirst(LockedComponent component) {
      for (Requirement requirement : component.requires()) {
        Set<String> waits = edges.get(requirement.provider());
        if (waits != null) {
          waits.add(component.name());
        }
      }
    }

    private void addHooks(HookPhase phase) {
      hooks.stream()
          .filter(hook -> hook.phases().contains(phase) && concernsThisRun(hook))
          .forEach(hook -> add(new Task.HookTask(hook, phase)));
    }

    /** A hook tied to components none of which takes part has nothing to come before or after. */
    private boolean concernsThisRun(LockedHook hook) {
      if (hook.before().isEmpty() && hook.after().isEmpty()) {
        return true;
      }
      return components.stream()
          .map(LockedComponent::name)
          .anyMatch(name -> hook.before().contains(name) || hook.after().contains(name));
    }

    private void connectHooks(HookPhase pre, HookPhase post, boolean backward) {
      for (Task task : new ArrayList<>(tasks.values())) {
        if (task instanceof Task.HookTask hookTask) {
          LockedHook hook = hookTask.hook();
          List<String> first = backward ? hook.before() : hook.after();
          List<String> then = backward ? hook.after() : hook.before();
          if (!first.isEmpty() || !then.isEmpty()) {
            first.forEach(name -> waitFor(task.id(), name));
            then.forEach(name -> waitFor(name, task.id()));
          } else if (hookTask.phase() == pre) {
            components.forEach(component -> waitFor(component.name(), task.id()));
          } else if (hookTask.phase() == post) {
            components.forEach(component -> waitFor(task.id(), component.name()));
          }
        }
      }
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
