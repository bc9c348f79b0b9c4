package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.model.Dag;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionHook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which a distro steps back: dependents first, by the requirements of what is being
 * left. Pure.
 */
final class RollbackGraph {
  private RollbackGraph() {}

  static TaskGraph of(RollbackPlan plan) {
    List<RevisionHook> hooks = plan.order().options().hooks().run() ? plan.hooks() : List.of();
    return TaskGraph.backward(
        components(plan),
        hooks.stream().map(RollbackGraph::hook).toList(),
        HookPhase.PRE_ROLLBACK,
        HookPhase.POST_ROLLBACK);
  }

  /** What takes no part may stand between two that do: these still go one after the other. */
  private static List<PlannedComponent> components(RollbackPlan plan) {
    Map<String, List<String>> edges = new LinkedHashMap<>();
    for (RevisionComponent component : plan.from().content().components()) {
      edges.put(
          component.name(),
          component.requires().stream()
              .filter(requirement -> !requirement.external())
              .map(Requirement::provider)
              .toList());
    }
    Dag dag = Dag.of(edges);
    return plan.steps().stream()
        .filter(RollbackStep::takesPart)
        .map(
            step ->
                new PlannedComponent(
                    step.component(),
                    dag.closure(dag.prerequisites(step.component())).stream().toList(),
                    step.now().optional()))
        .toList();
  }

  private static PlannedHook hook(RevisionHook hook) {
    return new PlannedHook(hook.name(), Set.of(hook.phase()), hook.before(), hook.after());
  }
}
