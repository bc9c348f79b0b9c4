package io.maglev.distro.deploy;

import io.maglev.distro.deploy.hook.DistroHookRunner;
import io.maglev.distro.deploy.hook.HookRenderings;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.FirstFailure;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionHook;
import java.util.List;
import java.util.Set;

/**
 * The distro hooks of one run: runs each once, also where the run is gone on with by another, and
 * keeps what they rendered to. Thread-safe.
 */
final class RunHooks {
  private static final Set<HookPhase> LATER =
      Set.of(
          HookPhase.PRE_ROLLBACK,
          HookPhase.POST_ROLLBACK,
          HookPhase.PRE_DELETE,
          HookPhase.POST_DELETE);

  private final DeployOrder order;
  private final RunContext context;
  private final RevisionDraft draft;
  private final HookRenderings renderings;

  RunHooks(DeployOrder order, RunContext context, RevisionDraft draft, HookRenderings renderings) {
    this.order = order;
    this.context = context;
    this.draft = draft;
    this.renderings = renderings;
  }

  /** The phases of hooks that a run of the operation needs, or must keep for what may follow it. */
  static boolean concerns(HookPhase phase, Operation operation) {
    return phase == operation.pre() || phase == operation.post() || LATER.contains(phase);
  }

  /** What the hooks of a run see of the distro. */
  static DistroContext context(DeployOrder order, int revision, HookPhase phase) {
    List<String> chosen = order.components().stream().map(LockedComponent::name).toList();
    return new DistroContext(order.lock().name(), order.lock().version(), revision, chosen, phase);
  }

  /**
   * Runs the hook, unless an earlier run that this one goes on with has done so and nothing that it
   * comes after has changed since.
   *
   * @return whether it ran
   */
  boolean run(Task.HookTask task, Moment moment, Deadline deadline) {
    String step = StepNames.hook(task.id());
    if (moment != Moment.CHANGED && draft.isDone(step)) {
      return false;
    }
    LockedHook hook = order.hook(task.name());
    DistroContext distro = context(order, draft.key().revision(), task.phase());
    RevisionHook rendered =
        moment == Moment.FIRST ? renderings.checked(hook, distro) : renderings.fresh(hook, distro);
    draft.keep(rendered);
    draft.step(step, JournalStep.State.STARTED);
    try {
      new DistroHookRunner(context, draft.key()).run(task.id(), rendered, deadline);
    } catch (RuntimeException e) {
      FirstFailure.keep(e, () -> draft.step(step, JournalStep.State.FAILED));
      throw e;
    }
    draft.step(step, JournalStep.State.DONE);
    return true;
  }

  /**
   * Keeps the phases that did not run: taking back and removing have only what is kept here; an
   * upgrade renders its own. They did render before the run: if one does not by now, that makes no
   * failure of what has been deployed.
   */
  void keepLaterPhases() {
    draft.dropHooks(hook -> LATER.contains(hook.phase()) && !isInBundle(hook));
    for (LockedHook hook : order.lock().hooks()) {
      hook.phases().stream().filter(LATER::contains).forEach(phase -> keepLater(hook, phase));
    }
  }

  private boolean isInBundle(RevisionHook recorded) {
    return order.lock().hooks().stream()
        .anyMatch(
            hook ->
                hook.name().equals(recorded.name()) && hook.phases().contains(recorded.phase()));
  }

  private void keepLater(LockedHook hook, HookPhase phase) {
    DistroContext distro =
        new DistroContext(
            order.lock().name(),
            order.lock().version(),
            draft.key().revision(),
            draft.components(),
            phase);
    try {
      draft.keep(renderings.fresh(hook, distro));
    } catch (DistroException e) {
      String task = new Task.HookTask(hook.name(), phase).id();
      context.listener().onEvent(new Warning(task, "it is not kept: " + e.getMessage()));
    }
  }

  /** When in a run a hook has its turn. */
  enum Moment {
    /** Before anything that could make it another than it was when the run was checked. */
    FIRST,
    /** After others, none of which has changed anything. */
    LATER,
    /** After others that have changed. */
    CHANGED
  }
}
