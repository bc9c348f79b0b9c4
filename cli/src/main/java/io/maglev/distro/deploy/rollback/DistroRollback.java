package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.component.ComponentDeployer;
import io.maglev.distro.deploy.component.ComponentRemover;
import io.maglev.distro.deploy.component.ReleasePast;
import io.maglev.distro.deploy.component.ReleaseRollback;
import io.maglev.distro.deploy.hook.DistroHookRunner;
import io.maglev.distro.deploy.object.DataGuard;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.deploy.record.Baseline;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.FirstFailure;
import io.maglev.distro.deploy.run.GraphRunner;
import io.maglev.distro.deploy.run.RunClock;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.RunOpening;
import io.maglev.distro.deploy.takeback.TakeBack;
import io.maglev.distro.deploy.takeback.TakenBack;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.release.RevisionKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Takes an installed distro, or the chosen components of it, back to an earlier distro revision,
 * dependents first, from nothing but what the cluster records: no bundle is needed. Running it
 * again after a failure goes on where that left off. Thread-safe.
 */
public final class DistroRollback {
  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;
  private final RollbackPlanner planner;
  private final RollbackKinds kinds;
  private final RunOpening opening;

  public DistroRollback(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, Clock clock) {
    this(kube, releases, revisions, RunClock.of(clock));
  }

  /** With a clock whose time may pass at will. */
  DistroRollback(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, RunClock clock) {
    this.releases = releases;
    this.revisions = revisions;
    this.planner = new RollbackPlanner(releases, revisions);
    this.kinds = new RollbackKinds(kube, releases);
    this.opening = new RunOpening(kube, revisions, clock);
  }

  /**
   * What the order means, for somebody to agree to. Touches nothing.
   *
   * @throws DistroException if it cannot or must not be done, with the reasons
   */
  public RollbackPlan plan(RollbackOrder order) {
    RollbackPlan plan = planner.plan(order);
    kinds.check(plan);
    return plan;
  }

  /**
   * Carries the plan out.
   *
   * @return how it ended, also if components failed: ask {@link RollbackOutcome#failures()}
   * @throws DistroException if nothing was begun: the distro has changed since the plan was made,
   *     or somebody else holds it
   */
  public RollbackOutcome run(RollbackPlan plan, RunListener listener) {
    if (plan.isSettled()) {
      return new RollbackOutcome(plan.from(), List.of(), Optional.empty());
    }
    RollbackOrder order = plan.order();
    RevisionContent old = plan.to().content();
    RunOpening.Request request =
        new RunOpening.Request(
            order.namespace(),
            order.distro(),
            order.options().operator(),
            SecretMask.of(old.parameters(), old.secretParameters()),
            order.options().hooks(),
            order.options().safety());
    return opening.run(
        request,
        listener,
        (context, newest) -> {
          requireSame(plan, planner.plan(order));
          return new StepBack(plan, context).run();
        });
  }

  /** Another run may have ended between the plan and the Lease. */
  private static void requireSame(RollbackPlan agreed, RollbackPlan now) {
    if (!agreed.isSameAs(now)) {
      throw DistroException.of(
          ErrorCode.LOCKED,
          "cannot roll back distro '%s': somebody else has changed it just now"
              .formatted(agreed.order().distro()),
          "see 'distro history', then run the same command again");
    }
  }

  /** One rollback under the Lease. */
  private final class StepBack {
    private final RollbackPlan plan;
    private final RunContext context;
    private final RollbackRecord record;
    private final TaskGraph graph;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    StepBack(RollbackPlan plan, RunContext context) {
      this.plan = plan;
      this.context = context;
      this.record = RollbackRecord.begin(plan, revisions, context);
      this.graph = RollbackGraph.of(plan);
    }

    RollbackOutcome run() {
      boolean atomic = plan.order().options().safety().atomic() && stoodBefore();
      if (atomic) {
        warnOfIrrevocable();
      }
      List<TaskEnded> tasks =
          new GraphRunner(graph, this::runTask, context.listener(), context.secrets())
              .run(plan.order().options().parallel());
      Optional<TakenBack> takenBack =
          atomic && !tasks.stream().allMatch(TaskEnded::succeeded)
              ? Optional.of(takeBack().run(record.takingBack(tasks)))
              : Optional.empty();
      DistroRevision ended = takenBack.map(TakenBack::revision).orElseGet(() -> record.end(tasks));
      prune(ended.key());
      return new RollbackOutcome(ended, tasks, takenBack);
    }

    /** Whether there is a good state to go back to; a run goes on with its killed one's. */
    private boolean stoodBefore() {
      RevisionKey key = record.key();
      return revisions.history(key.namespace(), key.distro()).entries().stream()
          .filter(entry -> entry.key().revision() < key.revision())
          .reduce((older, newer) -> newer)
          .filter(entry -> entry.status() == DistroStatus.DEPLOYED)
          .isPresent();
    }

    private TakeBack takeBack() {
      RollbackOrder.Options options = plan.order().options();
      return new TakeBack(
          context,
          releases,
          revisions,
          new TakeBack.Options(options.timeout(), options.parallel()));
    }

    /** What is uninstalled has no release to bring it back. */
    private void warnOfIrrevocable() {
      String names =
          plan.steps().stream()
              .filter(step -> step.move() == RollbackStep.Move.REMOVE)
              .map(RollbackStep::component)
              .collect(Collectors.joining(", "));
      if (!names.isEmpty()) {
        String message = "uninstalled, so not brought back if this run fails: " + names;
        context.listener().onEvent(new Warning(plan.order().distro(), message));
      }
    }

    private boolean runTask(Task task) {
      boolean change =
          task instanceof Task.HookTask hook ? runHook(hook) : step(plan.step(task.name()));
      if (change) {
        changed.add(task.id());
      }
      return change;
    }

    /** Not again where it ended well before and nothing that it comes after has changed since. */
    private boolean runHook(Task.HookTask task) {
      if (record.isHookDone(task.id())
          && Collections.disjoint(graph.prerequisites(task.id()), changed)) {
        return false;
      }
      RevisionHook hook = hook(task);
      record.hook(task.id(), JournalStep.State.STARTED);
      try {
        new DistroHookRunner(context, record.key()).run(task.id(), hook, deadline(hook.timeout()));
      } catch (RuntimeException e) {
        FirstFailure.keep(e, () -> record.hook(task.id(), JournalStep.State.FAILED));
        throw e;
      }
      record.hook(task.id(), JournalStep.State.DONE);
      return true;
    }

    private boolean step(RollbackStep step) {
      if (!step.changes()) {
        return false;
      }
      try {
        if (step.move() == RollbackStep.Move.REMOVE) {
          remove(step.now());
        } else {
          rollBack(step);
        }
        return true;
      } catch (RuntimeException e) {
        FirstFailure.keep(e, () -> record.step(recorded(step), JournalStep.State.FAILED));
        throw e;
      }
    }

    private void remove(RevisionComponent component) {
      ReleaseKey release = component.release();
      record.before(
          component.name(), Baseline.of(releases.history(release.namespace(), release.name())));
      record.step(component, JournalStep.State.STARTED);
      new ComponentRemover(context, releases, plan.order().distro(), new DataGuard(context, false))
          .remove(release.namespace(), release.name(), deadline(component.timeout()));
      record.removed(component.name());
    }

    private void rollBack(RollbackStep step) {
      ReleaseKey key = step.then().release();
      int own = step.now().release().revision();
      // Before the record names another revision as this distro's own.
      ReleasePast past = new ReleasePast(context, releases);
      ReleaseHistory history = past.healed(key.namespace(), key.name(), own);
      int next = history.nextRevision();
      record.before(step.component(), Baseline.of(history));
      record.step(onTheWay(step, next), JournalStep.State.STARTED);
      int made =
          new ReleaseRollback(context, releases, plan.order().distro())
              .leaving(step.now())
              .rollBack(
                  step.then(),
                  deadline(step.then().timeout()),
                  new ComponentDeployer.Known(own, kept(key)));
      record.step(step.then().withReleaseRevision(made), JournalStep.State.DONE);
    }

    private Set<Integer> kept(ReleaseKey key) {
      return revisions
          .history(plan.order().namespace(), plan.order().distro())
          .keptRevisions(key.namespace(), key.name());
    }

    /** A failure before the new revision was made leaves the component what it was. */
    private RevisionComponent recorded(RollbackStep step) {
      ReleaseKey key = step.then().release();
      int newest =
          releases.history(key.namespace(), key.name()).last().map(e -> e.revision()).orElse(0);
      return step.move() == RollbackStep.Move.BACK && newest > step.releaseRevision()
          ? onTheWay(step, newest)
          : step.now();
    }

    /** Until it is back, what it leaves says whose hooks run: also where another run goes on. */
    private static RevisionComponent onTheWay(RollbackStep step, int revision) {
      return step.then()
          .withReleaseRevision(revision)
          .withRollbackHooks(step.now().rollback().hooks());
    }

    private RevisionHook hook(Task.HookTask task) {
      return plan.hooks().stream()
          .filter(hook -> hook.name().equals(task.name()) && hook.phase() == task.phase())
          .findFirst()
          .orElseThrow(IllegalStateException::new);
    }

    private Deadline deadline(Duration recorded) {
      return context.deadline(plan.order().options().timeout().orElse(recorded));
    }

    /** Old records that will not go make no failure of a run that has ended well. */
    private void prune(RevisionKey newest) {
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
}
