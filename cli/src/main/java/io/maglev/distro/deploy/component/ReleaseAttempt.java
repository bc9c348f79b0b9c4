package io.maglev.distro.deploy.component;

import io.maglev.distro.deploy.hook.HookRunner;
import io.maglev.distro.deploy.object.ObjectApplier;
import io.maglev.distro.deploy.object.Ownership;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.FirstFailure;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.wait.ReadinessWait;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.RecordFit;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import java.util.List;
import java.util.Optional;

/**
 * One try at one revision of a release that is stored as pending: {@code performInstall}, {@code
 * releasingUpgrade} and {@code performRollback} of Helm 3.22. Confined to one thread; one use.
 */
final class ReleaseAttempt {

  /** How the revision comes about, with Helm's words for its end. */
  enum Way {
    INSTALL(HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL, "Release"),
    UPGRADE(HookPhase.PRE_UPGRADE, HookPhase.POST_UPGRADE, "Upgrade"),
    ROLLBACK(HookPhase.PRE_ROLLBACK, HookPhase.POST_ROLLBACK, "Rollback");

    private final HookPhase before;
    private final HookPhase after;
    private final String what;

    Way(HookPhase before, HookPhase after, String what) {
      this.before = before;
      this.after = after;
      this.what = what;
    }

    String failure(String release, String why) {
      return "%s \"%s\" failed: %s".formatted(what, release, why);
    }

    /** A rollback says from the start which revision it brings back. */
    String success(Release record) {
      return switch (this) {
        case INSTALL -> "Install complete";
        case UPGRADE -> "Upgrade complete";
        case ROLLBACK -> record.info().description();
      };
    }
  }

  /**
   * What is to become of the revision.
   *
   * @param readiness rules of its component for kinds of its own
   * @param objects of its manifest
   * @param leftovers objects of earlier revisions, which go if they are not among these
   */
  record Goal(
      Way way,
      List<ReadinessRule> readiness,
      List<KubeObject> objects,
      List<KubeObject> leftovers,
      Deadline deadline) {}

  private final RunContext context;
  private final ReleaseStore releases;
  private final Goal goal;
  private Release record;
  private Optional<Release> left = Optional.empty();

  ReleaseAttempt(RunContext context, ReleaseStore releases, Goal goal, Release record) {
    this.context = context;
    this.releases = releases;
    this.goal = goal;
    this.record = record;
  }

  /**
   * The record as the store can hold it, with a warning of what it leaves out.
   *
   * @throws DistroException if it is too large even so
   */
  static Release fitted(RunContext context, Release record) {
    RecordFit fit = RecordFit.of(record);
    if (!fit.leftOut().isEmpty()) {
      String message =
          "the record of release '%s' leaves out the chart's %s, to stay below %d bytes"
              .formatted(record.name(), String.join(", ", fit.leftOut()), RecordFit.LIMIT);
      context.listener().onEvent(new Warning(record.name(), message));
    }
    return fit.release();
  }

  /** Runs the hooks of that revision instead, and notes in its record how they ran. */
  ReleaseAttempt withHooksOf(Release revision) {
    left = Optional.of(revision);
    return this;
  }

  /** Brings the revision up and marks it deployed, or failed if that fails. */
  void run() {
    try {
      bringUp();
      supersedeOlder();
      store(record.withStatus(ReleaseStatus.DEPLOYED, goal.way().success(record)));
    } catch (RuntimeException e) {
      markFailed(e);
      throw e;
    }
  }

  private void bringUp() {
    runHooks(goal.way().before);
    List<KubeObject> applied = apply();
    step("waiting until ready");
    new ReadinessWait(context, record.name(), goal.readiness()).await(applied, goal.deadline());
    runHooks(goal.way().after);
  }

  private List<KubeObject> apply() {
    List<KubeObject> objects = goal.objects();
    Ownership ownership = new Ownership(record.name(), record.namespace());
    ObjectApplier applier = new ObjectApplier(context);
    step("applying " + objects.size() + (objects.size() == 1 ? " object" : " objects"));
    try {
      List<KubeObject> applied = applier.apply(objects, ownership);
      applier.prune(goal.leftovers(), objects, ownership);
      return applied;
    } catch (RuntimeException e) {
      if (goal.way() == Way.ROLLBACK) {
        FirstFailure.keep(
            e, this::supersedeOlder); // as Helm does: what it replaces is no longer whole
      }
      throw e;
    }
  }

  private void runHooks(HookPhase phase) {
    List<RenderedHook> hooks = left.orElse(record).hooks().stream().map(ReleaseHook::hook).toList();
    new HookRunner(context)
        .run(
            new HookRunner.Request(
                record.name(), record.namespace(), hooks, phase, goal.deadline()),
            this::ran);
  }

  private void ran(RenderedHook hook, HookRun run) {
    if (left.isEmpty()) {
      store(record.withRun(hook, run));
    } else {
      left = left.map(revision -> revision.withRun(hook, run));
      context.fence().checkHeld();
      releases.update(left.get());
    }
  }

  private void supersedeOlder() {
    releases.history(record.namespace(), record.name()).deployedAll().stream()
        .filter(entry -> entry.revision() < record.revision())
        .map(ReleaseEntry::release)
        .map(old -> old.withStatus(ReleaseStatus.SUPERSEDED, old.info().description()))
        .forEach(
            old -> {
              context.fence().checkHeld();
              releases.update(old);
            });
  }

  private void markFailed(RuntimeException e) {
    String why = context.secrets().mask(String.valueOf(e.getMessage()));
    String description = goal.way().failure(record.name(), why);
    FirstFailure.keep(e, () -> store(record.withStatus(ReleaseStatus.FAILED, description)));
  }

  private void store(Release changed) {
    context.fence().checkHeld();
    releases.update(changed);
    record = changed;
  }

  private void step(String text) {
    context.listener().onEvent(new StepStarted(record.name(), text));
  }
}
