package io.maglev.distro.deploy.takeback;

import io.maglev.distro.deploy.component.ComponentDeployer;
import io.maglev.distro.deploy.component.ComponentRemover;
import io.maglev.distro.deploy.component.ReleasePast;
import io.maglev.distro.deploy.component.ReleaseRollback;
import io.maglev.distro.deploy.hook.DistroHookRunner;
import io.maglev.distro.deploy.object.DataGuard;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.FirstFailure;
import io.maglev.distro.deploy.run.GraphRunner;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes back what a failed run has changed, under the run's own Lease and in its own revision, in
 * the reverse of its order. One that was killed is gone on with by taking back the same revision
 * again. Thread-safe.
 */
public final class TakeBack {

  /**
   * How to go about it.
   *
   * @param timeout for each component and hook in place of what the records say
   * @param parallel how many tasks may run at once
   */
  public record Options(Optional<Duration> timeout, int parallel) {}

  private final RunContext context;
  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;
  private final Options options;

  public TakeBack(
      RunContext context, ReleaseStore releases, DistroRevisionStore revisions, Options options) {
    this.context = context;
    this.releases = releases;
    this.revisions = revisions;
    this.options = options;
  }

  /** Whether a taking back of the revision has begun and not come to its end. */
  public static boolean isUnderWay(DistroRevision revision) {
    return revision.status().isUnfinished()
        && revision
            .lastOf(StepNames.TAKE_BACK)
            .filter(line -> line.state() == JournalStep.State.STARTED)
            .isPresent();
  }

  /**
   * Takes back the run that made the revision, whose journal tells that it has begun.
   *
   * @return how it ended, also if some of it failed: ask {@link TakenBack#isComplete()}
   */
  public TakenBack run(DistroRevision failed) {
    TakeBackPlan plan = new TakeBackPlanner(releases, revisions).plan(failed);
    return new Way(plan).run();
  }

  /** One taking back. */
  private final class Way {
    private final TakeBackPlan plan;
    private final RunContext telling;
    private final TakeBackRecord record;

    Way(TakeBackPlan plan) {
      this.plan = plan;
      this.record = new TakeBackRecord(plan, revisions, context);
      Set<String> names =
          plan.steps().stream().map(TakeBackStep::component).collect(Collectors.toSet());
      this.telling = context.telling(new TakeBackListener(context.listener(), names));
    }

    TakenBack run() {
      plan.steps().stream()
          .filter(step -> step.move() == TakeBackStep.Move.UNTOUCHED && isWhole(step.now()))
          .forEach(step -> record.untouched(step.component()));
      TaskGraph graph = TakeBackGraph.of(plan, context.hooks().run());
      List<TaskEnded> tasks =
          graph.order().isEmpty()
              ? List.of()
              : new GraphRunner(graph, this::runTask, context.listener(), context.secrets())
                  .run(options.parallel());
      List<DistroException> failures =
          new ArrayList<>(tasks.stream().flatMap(task -> task.failure().stream()).toList());
      List<String> staying = staying(tasks);
      if (plan.removesAll() && staying.isEmpty()) {
        forgetHooks(failures, staying);
      }
      return TakenBack.of(plan, record.end(tasks, staying), tasks, failures);
    }

    /** What of the distro is not what it was: components and, if they failed, hooks. */
    private List<String> staying(List<TaskEnded> tasks) {
      List<String> staying = new ArrayList<>();
      plan.steps().stream()
          .filter(step -> step.move() == TakeBackStep.Move.STAY)
          .forEach(step -> staying.add(step.component()));
      staying.addAll(plan.lost());
      tasks.stream()
          .filter(task -> !task.succeeded())
          .forEach(task -> staying.add(name(task.task())));
      return staying;
    }

    private String name(String task) {
      return plan.steps().stream()
          .map(TakeBackStep::component)
          .filter(component -> TakeBackGraph.task(component).equals(task))
          .findFirst()
          .orElse(task);
    }

    private boolean runTask(Task task) {
      if (task instanceof Task.HookTask hook) {
        return runHook(hook);
      }
      TakeBackStep step = plan.find(name(task.id())).orElseThrow(IllegalStateException::new);
      try {
        return step.move() == TakeBackStep.Move.REMOVE
            ? remove(step.now())
            : rollBack(step.now(), step.then().orElseThrow());
      } catch (RuntimeException e) {
        RevisionComponent now = record.component(step.component());
        FirstFailure.keep(e, () -> record.step(now, JournalStep.State.FAILED));
        throw e;
      }
    }

    private boolean remove(RevisionComponent component) {
      ReleaseKey release = component.release();
      boolean changed =
          new ComponentRemover(
                  telling, releases, plan.failed().key().distro(), new DataGuard(telling, false))
              .remove(release.namespace(), release.name(), deadline(component.timeout()));
      record.removed(component.name());
      return changed;
    }

    /** Not where a taking back that was killed has brought it to that already. */
    private boolean rollBack(RevisionComponent now, RevisionComponent then) {
      ReleaseKey key = then.release();
      int own = now.release().revision();
      ReleaseHistory history =
          new ReleasePast(telling, releases).healed(key.namespace(), key.name(), own);
      ReleaseEntry last = history.last().orElseThrow();
      if (history
          .revision(key.revision())
          .filter(wanted -> ReleaseRollback.isThere(last, wanted))
          .isPresent()) {
        record.step(then.withReleaseRevision(last.revision()), JournalStep.State.TAKEN_BACK);
        return false;
      }
      record.step(now.withReleaseRevision(history.nextRevision()), JournalStep.State.STARTED);
      int made =
          new ReleaseRollback(telling, releases, plan.failed().key().distro())
              .leaving(now)
              .rollBack(
                  then, deadline(then.timeout()), new ComponentDeployer.Known(own, kept(key)));
      record.step(then.withReleaseRevision(made), JournalStep.State.TAKEN_BACK);
      return true;
    }

    private Set<Integer> kept(ReleaseKey key) {
      Set<Integer> kept =
          revisions
              .history(plan.failed().key().namespace(), plan.failed().key().distro())
              .keptRevisions(key.namespace(), key.name());
      kept.add(key.revision());
      return kept;
    }

    private boolean isWhole(RevisionComponent component) {
      ReleaseKey key = component.release();
      return releases
          .history(key.namespace(), key.name())
          .last()
          .filter(entry -> entry.revision() == key.revision())
          .filter(entry -> entry.status() == ReleaseStatus.DEPLOYED)
          .isPresent();
    }

    private boolean runHook(Task.HookTask task) {
      if (record.isHookDone(task.id())) {
        return false;
      }
      RevisionHook hook =
          plan.hooks().stream()
              .filter(it -> it.name().equals(task.name()) && it.phase() == task.phase())
              .findFirst()
              .orElseThrow(IllegalStateException::new);
      record.hook(task.id(), JournalStep.State.STARTED);
      try {
        hookRunner().run(task.id(), hook, deadline(hook.timeout()));
      } catch (RuntimeException e) {
        FirstFailure.keep(e, () -> record.hook(task.id(), JournalStep.State.FAILED));
        throw e;
      }
      record.hook(task.id(), JournalStep.State.DONE);
      return true;
    }

    /** What hooks have put there goes as well where nothing of the distro is left. */
    private void forgetHooks(List<DistroException> failures, List<String> staying) {
      DataGuard guard = new DataGuard(telling, false);
      for (RevisionHook hook : plan.hooks()) {
        try {
          hookRunner().remove(hook, guard);
        } catch (DistroException e) {
          failures.add(context.secrets().mask(e));
          staying.add(hook.name());
        }
      }
    }

    private DistroHookRunner hookRunner() {
      return new DistroHookRunner(telling, plan.failed().key(), "." + StepNames.TAKE_BACK);
    }

    private Deadline deadline(Duration recorded) {
      return context.deadline(options.timeout().orElse(recorded));
    }
  }
}
