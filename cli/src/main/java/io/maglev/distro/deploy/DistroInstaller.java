package io.maglev.distro.deploy;

import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroLease;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.Fence;
import io.maglev.distro.release.LeaseRequest;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Installs a distro, or the chosen components of it: checks, takes the distro's Lease, writes its
 * revision, runs the graph, and notes how it ended. Running it again after a failure goes on where
 * that left off. Thread-safe.
 */
public final class DistroInstaller {
  private final KubeGateway kube;
  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;
  private final Clock clock;

  public DistroInstaller(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, Clock clock) {
    this.kube = kube;
    this.releases = releases;
    this.revisions = revisions;
    this.clock = clock;
  }

  /**
   * Installs what the order says.
   *
   * @return how it ended, also if components failed: ask {@link InstallOutcome#succeeded()}
   * @throws DistroException if nothing was begun: a check failed, or somebody else holds the distro
   */
  public InstallOutcome install(InstallOrder order, RunListener listener) {
    String namespace = order.lock().namespace();
    String distro = order.lock().name();
    Preflight preflight = new Preflight(kube, releases, order);
    preflight.checkCluster();
    Optional<DistroRevision> installed = newest(revisions.history(namespace, distro));
    installed.ifPresent(old -> requireSameBundle(old, order));
    preflight.checkOrder(installed);
    try (LiveObjects live = new LiveObjects(kube)) {
      context(live, listener, Fence.none()).ensureNamespaces(List.of(namespace));
      RevisionHistory history = revisions.history(namespace, distro);
      LeaseRequest request =
          LeaseRequest.of(namespace, distro, order.options().operator()).above(history.epoch());
      try (DistroLease lease = DistroLease.acquire(kube, request)) {
        return run(order, context(live, listener, lease));
      }
    }
  }

  private RunContext context(LiveObjects live, RunListener listener, Fence fence) {
    return new RunContext(kube, live, listener, clock, System::nanoTime, fence);
  }

  private static Optional<DistroRevision> newest(RevisionHistory history) {
    return history.last().map(RevisionEntry::load);
  }

  /** A whole distro at another version is an upgrade, with rules of its own. */
  private static void requireSameBundle(DistroRevision installed, InstallOrder order) {
    if (installed.status() == DistroStatus.DEPLOYED && !installed.bundle().equals(order.bundle())) {
      throw DistroException.of(
          ErrorCode.OWNERSHIP_CONFLICT,
          "cannot install distro '%s' %s: version %s of another bundle (%s) is installed"
              .formatted(
                  order.lock().name(),
                  order.lock().version(),
                  installed.version(),
                  installed.bundle().abbreviated()),
          "this version of the tool cannot upgrade a distro yet: uninstall the old one first");
    }
  }

  /** Holding the Lease, reads anew what is installed: another run may just have ended. */
  private InstallOutcome run(InstallOrder order, RunContext context) {
    RevisionHistory history = revisions.history(order.lock().namespace(), order.lock().name());
    Optional<DistroRevision> before = newest(history);
    before.ifPresent(old -> requireSameBundle(old, order));
    RunRecord record = RunRecord.begin(order, before, revisions, context);
    context.ensureNamespaces(
        order.components().stream().map(component -> component.namespace()).toList());
    boolean settled = record.isSettled();
    TaskGraph graph =
        TaskGraph.forward(
            order.components().stream().map(PlannedComponent::of).toList(),
            settled ? List.of() : order.lock().hooks().stream().map(PlannedHook::of).toList(),
            HookPhase.PRE_INSTALL,
            HookPhase.POST_INSTALL);
    InstallWork work = new InstallWork(order, context, releases, record);
    List<TaskEnded> tasks =
        new GraphRunner(graph, work::run, context.listener()).run(order.options().parallel());
    DistroRevision ended = record.end(tasks);
    revisions.prune(
        revisions.history(order.lock().namespace(), order.lock().name()),
        DistroRevisionStore.HISTORY,
        context.fence());
    return new InstallOutcome(ended, tasks);
  }

  /** What the tasks of an installation do. Thread-safe. */
  private static final class InstallWork {
    private final InstallOrder order;
    private final RunContext context;
    private final RunRecord record;
    private final ComponentDeployer deployer;
    private final DistroHookRunner hooks;

    InstallWork(InstallOrder order, RunContext context, ReleaseStore releases, RunRecord record) {
      this.order = order;
      this.context = context;
      this.record = record;
      this.deployer =
          new ComponentDeployer(context, releases, order.renderer(), order.lock().name());
      this.hooks = new DistroHookRunner(context);
    }

    boolean run(Task task) {
      if (task instanceof Task.HookTask hookTask) {
        LockedHook hook = order.hook(hookTask.name());
        Deadline deadline = context.deadline(order.timeout(hook.timeout()));
        hooks.run(task.id(), record.render(hook, hookTask.phase()), deadline);
        return true;
      }
      LockedComponent component = order.component(task.name());
      Deadline deadline = context.deadline(order.timeout(component.timeout()));
      return record.component(component, deployer, deadline);
    }
  }
}
