package io.maglev.distro.deploy;

import io.maglev.distro.deploy.component.ComponentDeployer;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.ReleaseStore;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the tasks of an installation or upgrade do. Thread-safe. */
final class DeployWork {
  private final DeployOrder order;
  private final TaskGraph graph;
  private final RunContext context;
  private final RunRecord record;
  private final ComponentDeployer deployer;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  DeployWork(
      DeployOrder order,
      TaskGraph graph,
      RunContext context,
      ReleaseStore releases,
      RunRecord record) {
    this.order = order;
    this.graph = graph;
    this.context = context;
    this.record = record;
    this.deployer = new ComponentDeployer(context, releases, order.renderer(), order.lock().name());
  }

  /** Tells what could not be taken back if the run failed. */
  void warnOfIrrevocable() {
    List<String> names = record.irrevocable(deployer);
    if (!names.isEmpty()) {
      context
          .listener()
          .onEvent(
              new Warning(
                  order.lock().name(),
                  "forward-only, so not taken back if this run fails: "
                      + String.join(", ", names)));
    }
  }

  /** Does the task; tells whether that changed anything. */
  boolean run(Task task) {
    boolean change =
        task instanceof Task.HookTask hook ? hook(hook) : component(order.component(task.name()));
    if (change) {
      changed.add(task.id());
    }
    return change;
  }

  private boolean hook(Task.HookTask task) {
    Deadline deadline = context.deadline(order.timeout(order.hook(task.name()).timeout()));
    return record.hook(task, moment(task), deadline);
  }

  private RunHooks.Moment moment(Task.HookTask task) {
    Set<String> earlier = graph.prerequisites(task.id());
    if (earlier.isEmpty()) {
      return RunHooks.Moment.FIRST;
    }
    return Collections.disjoint(earlier, changed) ? RunHooks.Moment.LATER : RunHooks.Moment.CHANGED;
  }

  private boolean component(LockedComponent component) {
    Deadline deadline = context.deadline(order.timeout(component.timeout()));
    return record.component(component, deployer, deadline);
  }
}
