package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.yaml.CanonicalJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The distro revision of one run, kept current in the cluster while it runs, so that a killed run
 * leaves behind how far it got. Thread-safe.
 */
final class RunRecord {
  private static final Set<HookPhase> LATER =
      Set.of(
          HookPhase.PRE_ROLLBACK,
          HookPhase.POST_ROLLBACK,
          HookPhase.PRE_DELETE,
          HookPhase.POST_DELETE);

  private final InstallOrder order;
  private final Optional<DistroRevision> before;
  private final DistroRevisionStore revisions;
  private final RunContext context;
  private final RevisionDraft draft;

  private RunRecord(
      InstallOrder order,
      Optional<DistroRevision> before,
      DistroRevisionStore revisions,
      RunContext context) {
    this.order = order;
    this.before = before;
    this.revisions = revisions;
    this.context = context;
    this.draft = new RevisionDraft(order, before, revisions, context);
  }

  /**
   * Begins a run: stores its revision as pending, unless nothing is expected to change, in which
   * case that waits until something does.
   */
  static RunRecord begin(
      InstallOrder order,
      Optional<DistroRevision> before,
      DistroRevisionStore revisions,
      RunContext context) {
    RunRecord record = new RunRecord(order, before, revisions, context);
    if (!record.isSettled()) {
      record.draft.store();
    }
    return record;
  }

  /** Whether the newest revision is already all that this run is to bring about. */
  boolean isSettled() {
    return before
        .filter(old -> old.status() == DistroStatus.DEPLOYED)
        .filter(old -> old.bundle().equals(order.bundle()))
        .filter(old -> digest(old.content().parameters()).equals(digest(order.parameters())))
        .filter(
            old ->
                order.chosen().stream().allMatch(name -> old.content().component(name).isPresent()))
        .isPresent();
  }

  /**
   * Deploys the component, or leaves it alone where its inputs are what they were and it stands as
   * it was left.
   *
   * @return whether anything was changed
   */
  boolean component(LockedComponent component, ComponentDeployer deployer, Deadline deadline) {
    Digest values = digest(List.of(component.values(), order.parameters()));
    Optional<RevisionComponent> known =
        before.flatMap(old -> old.content().component(component.name()));
    Optional<RevisionComponent> same =
        known
            .filter(old -> old.chart().digest().equals(component.chart().digest()))
            .filter(old -> old.values().equals(values))
            .filter(old -> deployer.isDeployed(component, old.release().revision()));
    if (same.isPresent()) {
      int deployed = same.get().release().revision();
      draft.keep(RevisionComponent.of(component, deployed, values));
      return confirm(component, deployed, deployer, deadline);
    }
    RevisionComponent planned =
        RevisionComponent.of(component, deployer.newestRevision(component) + 1, values);
    draft.keep(planned);
    draft.step(component.name(), JournalStep.State.STARTED);
    int made;
    try {
      int own = known.map(old -> old.release().revision()).orElse(0);
      made =
          deployer.deploy(
              component, deadline, new ComponentDeployer.Known(own, keptRevisions(component)));
    } catch (RuntimeException e) {
      failed(planned, known, deployer, e);
      throw e;
    }
    draft.keep(planned.withReleaseRevision(made));
    draft.step(component.name(), JournalStep.State.DONE);
    return true;
  }

  private boolean confirm(
      LockedComponent component, int deployed, ComponentDeployer deployer, Deadline deadline) {
    try {
      return deployer.confirm(component, deployed, deadline);
    } catch (RuntimeException e) {
      suppress(e, () -> draft.step(component.name(), JournalStep.State.FAILED));
      throw e;
    }
  }

  private Set<Integer> keptRevisions(LockedComponent component) {
    return revisions
        .history(draft.key().namespace(), draft.key().distro())
        .keptRevisions(component.namespace(), component.name());
  }

  /** Renders a distro hook now, and keeps what came out for rollback and uninstall. */
  RevisionHook render(LockedHook hook, HookPhase phase) {
    RevisionHook rendered = rendered(hook, phase);
    draft.keep(rendered);
    draft.store();
    return rendered;
  }

  private RevisionHook rendered(LockedHook hook, HookPhase phase) {
    List<String> chosen = order.components().stream().map(LockedComponent::name).toList();
    DistroContext distro =
        new DistroContext(
            order.lock().name(), order.lock().version(), draft.key().revision(), chosen, phase);
    RenderedChart rendered =
        order.renderer().render(hook, distro, ComponentDeployer.capabilities(context.kube()));
    return new RevisionHook(
        hook.name(),
        phase,
        hook.namespace(),
        hook.before(),
        hook.after(),
        hook.timeout(),
        rendered.manifest(),
        rendered.hooks());
  }

  /** Notes how the run ended; the phases that did not run are rendered for later. */
  DistroRevision end(List<TaskEnded> tasks) {
    boolean succeeded = tasks.stream().allMatch(TaskEnded::succeeded);
    if (succeeded && !draft.isStored() && before.isPresent()) {
      return before.get();
    }
    if (succeeded) {
      keepLaterPhases();
    }
    if (succeeded && draft.unfinished().isEmpty()) {
      supersede();
    }
    return draft.end(tasks, succeeded ? Optional.empty() : Optional.of(failureText(tasks)));
  }

  /**
   * Taking back and removing have only what is kept here; an upgrade renders its own. It did render
   * before the run: if it does not by now, that makes no failure of what has been deployed.
   */
  private void keepLaterPhases() {
    for (LockedHook hook : order.lock().hooks()) {
      for (HookPhase phase : hook.phases()) {
        if (LATER.contains(phase)) {
          keepLater(hook, phase);
        }
      }
    }
  }

  private void keepLater(LockedHook hook, HookPhase phase) {
    try {
      draft.keep(rendered(hook, phase));
    } catch (DistroException e) {
      String task = hook.name() + " (" + phase.text() + ")";
      context.listener().onEvent(new Warning(task, "it is not kept: " + e.getMessage()));
    }
  }

  private static String failureText(List<TaskEnded> tasks) {
    String failed = names(tasks, Outcome.FAILED);
    String heldBack = names(tasks, Outcome.HELD_BACK);
    return "Install failed: " + failed + (heldBack.isEmpty() ? "" : "; not started: " + heldBack);
  }

  private static String names(List<TaskEnded> tasks, Outcome outcome) {
    return tasks.stream()
        .filter(task -> task.outcome() == outcome)
        .map(TaskEnded::task)
        .collect(Collectors.joining(", "));
  }

  private void supersede() {
    before
        .filter(old -> old.status() == DistroStatus.DEPLOYED)
        .map(old -> old.withStatus(DistroStatus.SUPERSEDED, old.description()))
        .ifPresent(old -> revisions.update(old, context.fence()));
  }

  /**
   * Notes a failure. If it came before the planned revision was made, what was recorded stays true:
   * the new values must not pass for those that are deployed.
   */
  private void failed(
      RevisionComponent planned,
      Optional<RevisionComponent> known,
      ComponentDeployer deployer,
      RuntimeException e) {
    suppress(
        e,
        () -> {
          if (!deployer.exists(planned.release())) {
            draft.restore(planned.name(), known);
          }
          draft.step(planned.name(), JournalStep.State.FAILED);
        });
  }

  /** What went wrong first is what counts, also where that cannot be written down. */
  private static void suppress(RuntimeException first, Runnable note) {
    try {
      note.run();
    } catch (RuntimeException second) {
      first.addSuppressed(second);
    }
  }

  private static Digest digest(@Nullable Object data) {
    return Digest.of(CanonicalJson.write(data));
  }
}
