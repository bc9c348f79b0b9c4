package io.maglev.distro.deploy;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import java.util.ArrayList;
import java.util.List;

/**
 * One try at one revision of a release that is stored as pending: {@code performInstall} and {@code
 * releasingUpgrade} of Helm 3.22. Confined to one thread; one use.
 */
final class ReleaseAttempt {

  /**
   * What is to become of the revision.
   *
   * @param objects of its manifest
   * @param leftovers objects of earlier revisions, which go if they are not among these
   * @param upgrade whether it follows a revision, else it is a first install
   */
  record Goal(
      LockedComponent component,
      List<KubeObject> objects,
      List<KubeObject> leftovers,
      boolean upgrade,
      Deadline deadline) {}

  private final RunContext context;
  private final ReleaseStore releases;
  private final Goal goal;
  private Release record;

  ReleaseAttempt(RunContext context, ReleaseStore releases, Goal goal, Release record) {
    this.context = context;
    this.releases = releases;
    this.goal = goal;
    this.record = record;
  }

  /** Brings the revision up and marks it deployed, or failed if that fails. */
  void run() {
    try {
      bringUp();
      supersedeOlder();
      store(
          record.withStatus(
              ReleaseStatus.DEPLOYED, goal.upgrade() ? "Upgrade complete" : "Install complete"));
    } catch (RuntimeException e) {
      markFailed(e);
      throw e;
    }
  }

  private void bringUp() {
    LockedComponent component = goal.component();
    List<KubeObject> objects = goal.objects();
    Ownership ownership = new Ownership(component.name(), component.namespace());
    ObjectApplier applier = new ObjectApplier(context);
    runHooks(goal.upgrade() ? HookPhase.PRE_UPGRADE : HookPhase.PRE_INSTALL);
    step("applying " + objects.size() + (objects.size() == 1 ? " object" : " objects"));
    List<KubeObject> applied = applier.apply(objects, ownership);
    applier.prune(goal.leftovers(), objects, ownership);
    step("waiting until ready");
    new ReadinessWait(context, component.name(), component.readiness())
        .await(applied, goal.deadline());
    runHooks(goal.upgrade() ? HookPhase.POST_UPGRADE : HookPhase.POST_INSTALL);
  }

  private void runHooks(HookPhase phase) {
    LockedComponent component = goal.component();
    List<RenderedHook> hooks = record.hooks().stream().map(ReleaseHook::hook).toList();
    new HookRunner(context)
        .run(
            new HookRunner.Request(
                component.name(), component.namespace(), hooks, phase, goal.deadline()),
            this::ran);
  }

  private void ran(RenderedHook hook, HookRun run) {
    List<ReleaseHook> hooks = new ArrayList<>();
    for (ReleaseHook each : record.hooks()) {
      hooks.add(each.hook().equals(hook) ? each.withLastRun(run) : each);
    }
    store(record.withHooks(hooks));
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

  /** What went wrong first is what counts, also where the record can no longer be written. */
  private void markFailed(RuntimeException e) {
    String what = goal.upgrade() ? "Upgrade \"%s\" failed: %s" : "Release \"%s\" failed: %s";
    String why = context.secrets().mask(String.valueOf(e.getMessage()));
    try {
      store(record.withStatus(ReleaseStatus.FAILED, what.formatted(record.name(), why)));
    } catch (RuntimeException second) {
      e.addSuppressed(second);
    }
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
