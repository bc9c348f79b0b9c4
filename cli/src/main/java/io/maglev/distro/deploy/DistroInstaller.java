package io.maglev.distro.deploy;

import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.Fence;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Installs a distro, or the chosen components of it: checks, takes the distro's Lease, writes its
 * revision, runs the graph, and notes how it ended. Running it again after a failure goes on where
 * that left off. Thread-safe.
 */
public final class DistroInstaller {
  private final KubeGateway kube;
  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;
  private final RunOpening opening;

  public DistroInstaller(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, Clock clock) {
    this(kube, releases, revisions, RunClock.of(clock));
  }

  /** With a clock whose time may pass at will. */
  DistroInstaller(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, RunClock clock) {
    this.kube = kube;
    this.releases = releases;
    this.revisions = revisions;
    this.opening = new RunOpening(kube, revisions, clock);
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
    Optional<DistroRevision> installed = opening.newest(namespace, distro);
    installed.ifPresent(old -> requireSameBundle(old, order));
    preflight.checkOrder(installed);
    new Namespaces(kube, Fence.none()).ensure(namespace);
    RunOpening.Request request =
        new RunOpening.Request(
            namespace,
            distro,
            order.options().operator(),
            SecretMask.of(order.parameters(), order.secretParameters()));
    return opening.run(request, listener, (context, newest) -> run(order, context, newest));
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

  private InstallOutcome run(
      InstallOrder order, RunContext context, Optional<DistroRevision> before) {
    before.ifPresent(old -> requireSameBundle(old, order));
    new Namespaces(kube, context.fence()).ensure(namespaces(order));
    RunRecord record = RunRecord.begin(order, before, revisions, context);
    TaskGraph graph = graph(order, record.isSettled());
    InstallWork work = new InstallWork(order, context, releases, record);
    List<TaskEnded> tasks =
        new GraphRunner(graph, work::run, context.listener(), context.secrets())
            .run(order.options().parallel());
    DistroRevision ended = record.end(tasks);
    prune(ended.key(), context);
    return new InstallOutcome(ended, tasks);
  }

  private static List<String> namespaces(InstallOrder order) {
    return Stream.concat(
            order.components().stream().map(LockedComponent::namespace),
            order.lock().hooks().stream().map(LockedHook::namespace))
        .distinct()
        .toList();
  }

  /** Distro hooks run unless all components are there already and expected to be left alone. */
  private static TaskGraph graph(InstallOrder order, boolean settled) {
    List<PlannedHook> hooks =
        settled ? List.of() : order.lock().hooks().stream().map(PlannedHook::of).toList();
    return TaskGraph.forward(
        order.components().stream().map(PlannedComponent::of).toList(),
        hooks,
        HookPhase.PRE_INSTALL,
        HookPhase.POST_INSTALL);
  }

  /** Old records that will not go make no failure of a run that has ended well. */
  private void prune(RevisionKey newest, RunContext context) {
    try {
      revisions.prune(
          revisions.history(newest.namespace(), newest.distro()),
          DistroRevisionStore.HISTORY,
          context.fence());
    } catch (KubeException e) {
      String message = "old distro revisions stay: " + e.getMessage();
      context.listener().onEvent(new Warning(newest.distro(), message));
    }
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
