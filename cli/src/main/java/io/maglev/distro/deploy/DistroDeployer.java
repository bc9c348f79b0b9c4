package io.maglev.distro.deploy;

import io.maglev.distro.deploy.object.Namespaces;
import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.deploy.run.GraphRunner;
import io.maglev.distro.deploy.run.RunClock;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.RunOpening;
import io.maglev.distro.deploy.run.ToleratedFailures;
import io.maglev.distro.deploy.takeback.TakeBack;
import io.maglev.distro.deploy.takeback.TakenBack;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.Fence;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import io.maglev.distro.release.RevisionKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Installs or upgrades a distro, or the chosen components of it: checks, takes the distro's Lease,
 * writes its revision, runs the graph, and notes how it ended. Running it again after a failure
 * goes on where that left off. Thread-safe.
 */
public final class DistroDeployer {
  private final KubeGateway kube;
  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;
  private final RunClock clock;
  private final RunOpening opening;

  public DistroDeployer(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, Clock clock) {
    this(kube, releases, revisions, RunClock.of(clock));
  }

  /** With a clock whose time may pass at will. */
  DistroDeployer(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, RunClock clock) {
    this.kube = kube;
    this.releases = releases;
    this.revisions = revisions;
    this.clock = clock;
    this.opening = new RunOpening(kube, revisions, clock);
  }

  /**
   * Brings up what the order says.
   *
   * @return how it ended, also if components failed: ask {@link DeployOutcome#succeeded()}
   * @throws DistroException if nothing was begun: a check failed, or somebody else holds the distro
   */
  public DeployOutcome install(DeployOrder order, RunListener listener) {
    String namespace = order.lock().namespace();
    String distro = order.lock().name();
    Preflight preflight = new Preflight(kube, releases, order);
    preflight.checkCluster();
    RunOpening.Request request =
        new RunOpening.Request(
            namespace,
            distro,
            order.options().operator(),
            SecretMask.of(order.parameters(), order.secretParameters()),
            order.options().hooks(),
            order.options().safety());
    finishTakingBack(order, request, listener);
    RevisionHistory history = revisions.history(namespace, distro);
    Standing.require(order, history);
    CheckedOrder checked =
        preflight.checkOrder(history.last().map(RevisionEntry::load), clock.now());
    new Namespaces(kube, Fence.none()).ensure(namespace);
    return opening.run(
        request,
        listener,
        (context, newest) -> {
          checked.requireCurrent(newest);
          return run(checked, context);
        });
  }

  private DeployOutcome run(CheckedOrder checked, RunContext context) {
    DeployOrder order = checked.order();
    new Namespaces(kube, context.fence()).ensure(namespaces(order));
    RunRecord record = RunRecord.begin(checked, revisions, context);
    TaskGraph graph = graph(order, context.hooks().run() && !record.isSettled());
    DeployWork work = new DeployWork(order, graph, context, releases, record);
    boolean atomic = order.options().safety().atomic();
    if (atomic) {
      work.warnOfIrrevocable();
    }
    List<TaskEnded> tasks =
        new GraphRunner(graph, work::run, context.listener(), context.secrets())
            .run(order.options().parallel());
    Optional<TakenBack> takenBack =
        atomic && !record.hasSucceeded(tasks)
            ? Optional.of(takeBack(order, context).run(record.takingBack(tasks)))
            : Optional.empty();
    DistroRevision ended = takenBack.map(TakenBack::revision).orElseGet(() -> record.end(tasks));
    prune(ended.key(), context);
    return new DeployOutcome(
        order.operation(),
        ended,
        tasks,
        ToleratedFailures.of(tasks, order::isOptional).tasks(),
        retained(order, ended),
        takenBack);
  }

  /**
   * A run that was killed while it was taken back has left neither what was nor what was to be:
   * there is nothing to go on from before that has come to its end.
   */
  private void finishTakingBack(
      DeployOrder order, RunOpening.Request request, RunListener listener) {
    if (opening
        .newest(request.namespace(), request.distro())
        .filter(TakeBack::isUnderWay)
        .isEmpty()) {
      return;
    }
    opening.<Optional<TakenBack>>run(
        request,
        listener,
        (context, newest) -> {
          String message =
              "the run before was killed while it was taken back: finishing that first";
          context.listener().onEvent(new Warning(request.distro(), message));
          return newest.filter(TakeBack::isUnderWay).map(takeBack(order, context)::run);
        });
  }

  private TakeBack takeBack(DeployOrder order, RunContext context) {
    return new TakeBack(
        context,
        releases,
        revisions,
        new TakeBack.Options(order.options().timeout(), order.options().parallel()));
  }

  /** Recorded components that the bundle no longer has. */
  private static List<String> retained(DeployOrder order, DistroRevision ended) {
    return ended.content().components().stream()
        .map(RevisionComponent::name)
        .filter(name -> order.lock().component(name).isEmpty())
        .toList();
  }

  private static List<String> namespaces(DeployOrder order) {
    return Stream.concat(
            order.components().stream().map(LockedComponent::namespace),
            order.lock().hooks().stream().map(LockedHook::namespace))
        .distinct()
        .toList();
  }

  /** Distro hooks run unless all components are there already and expected to be left alone. */
  private static TaskGraph graph(DeployOrder order, boolean withHooks) {
    List<PlannedHook> hooks =
        withHooks ? order.lock().hooks().stream().map(PlannedHook::of).toList() : List.of();
    return TaskGraph.forward(
        order.components().stream().map(PlannedComponent::of).toList(),
        hooks,
        order.operation().pre(),
        order.operation().post());
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
}
