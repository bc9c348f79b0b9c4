package io.maglev.distro.deploy.takeback;

import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.model.Dag;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionHook;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which a failed run is taken back: the reverse of its own. Pure. */
final class TakeBackGraph {
  private TakeBackGraph() {}

  /** How a task is called that takes a component back: its own name is that of its deployment. */
  static String task(String component) {
    return component + " (take-back)";
  }

  static TaskGraph of(TakeBackPlan plan, boolean withHooks) {
    List<PlannedHook> hooks =
        withHooks ? plan.hooks().stream().map(TakeBackGraph::hook).toList() : List.of();
    List<PlannedComponent> components = components(plan);
    if (plan.ofRollback()) {
      return TaskGraph.forward(components, hooks, HookPhase.PRE_ROLLBACK, HookPhase.POST_ROLLBACK);
    }
    boolean removal = plan.removesAll();
    return TaskGraph.backward(
        components,
        hooks,
        removal ? HookPhase.PRE_DELETE : HookPhase.PRE_ROLLBACK,
        removal ? HookPhase.POST_DELETE : HookPhase.POST_ROLLBACK);
  }

  /** What takes no part may stand between two that do: these still go one after the other. */
  private static List<PlannedComponent> components(TakeBackPlan plan) {
    Map<String, List<String>> edges = new LinkedHashMap<>();
    for (RevisionComponent component : plan.failed().content().components()) {
      edges.put(component.name(), providers(side(plan, component)));
    }
    Dag dag = Dag.of(edges);
    return plan.steps().stream()
        .filter(TakeBackStep::changes)
        .map(
            step ->
                new PlannedComponent(
                    task(step.component()),
                    tasks(dag.closure(dag.prerequisites(step.component()))),
                    false))
        .toList();
  }

  /** By the requirements of what is being left; on the way forward again, of what is to be. */
  private static RevisionComponent side(TakeBackPlan plan, RevisionComponent component) {
    return plan.ofRollback()
        ? plan.find(component.name()).flatMap(TakeBackStep::then).orElse(component)
        : component;
  }

  private static List<String> providers(RevisionComponent component) {
    return component.requires().stream()
        .filter(requirement -> !requirement.external())
        .map(Requirement::provider)
        .toList();
  }

  private static PlannedHook hook(RevisionHook hook) {
    return new PlannedHook(
        hook.name(), Set.of(hook.phase()), tasks(hook.before()), tasks(hook.after()));
  }

  private static List<String> tasks(Collection<String> components) {
    return components.stream().map(TakeBackGraph::task).toList();
  }
}
