package io.maglev.distro.deploy;

import io.maglev.distro.deploy.component.ComponentDeployer;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.record.Baseline;
import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.FirstFailure;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.ToleratedFailures;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionEntry;
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
public final class RunRecord {
  private final DeployOrder order;
  private final Optional<DistroRevision> before;
  private final DistroRevisionStore revisions;
  private final RunContext context;
  private final RevisionDraft draft;
  private final RunHooks hooks;

  private RunRecord(CheckedOrder checked, DistroRevisionStore revisions, RunContext context) {
    this.order = checked.order();
    this.before = checked.installed();
    this.revisions = revisions;
    this.context = context;
    this.draft = new RevisionDraft(order, before, revisions, context);
    this.hooks = new RunHooks(order, context, draft, checked.hooks());
  }

  /**
   * Begins a run: stores its revision as pending, unless nothing is expected to change, in which
   * case that waits until something does.
   */
  static RunRecord begin(CheckedOrder checked, DistroRevisionStore revisions, RunContext context) {
    RunRecord record = new RunRecord(checked, revisions, context);
    if (!record.isSettled()) {
      record.closeInterrupted();
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
                order.components().stream()
                    .allMatch(component -> recordedAsIs(old, component).isPresent()))
        .isPresent();
  }

  /** A killed run that this one does not go on with stays pending no longer. */
  private void closeInterrupted() {
    before
        .filter(old -> old.status().isUnfinished() && !old.key().equals(draft.key()))
        .map(old -> old.withStatus(DistroStatus.FAILED_PARTIAL, "Interrupted before its end"))
        .ifPresent(old -> revisions.update(old, context.fence()));
  }

  /** The component as the revision has it, if with the chart and the values of this run. */
  private Optional<RevisionComponent> recordedAsIs(DistroRevision old, LockedComponent component) {
    return old.content()
        .component(component.name())
        .filter(known -> known.chart().digest().equals(component.chart().digest()))
        .filter(known -> known.values().equals(values(component)));
  }

  private Digest values(LockedComponent component) {
    return digest(order.renderer().values(component));
  }

  /**
   * Deploys the component, or leaves it alone where its inputs are what they were and it stands as
   * it was left.
   *
   * @return whether anything was changed
   */
  boolean component(LockedComponent component, ComponentDeployer deployer, Deadline deadline) {
    Digest values = values(component);
    Optional<RevisionComponent> known =
        before.flatMap(old -> old.content().component(component.name()));
    Optional<RevisionComponent> same = same(component, deployer);
    if (same.isPresent()) {
      int deployed = same.get().release().revision();
      draft.keep(RevisionComponent.of(component, deployed, values));
      return confirm(component, deployed, deployer, deadline);
    }
    RevisionComponent planned =
        RevisionComponent.of(component, deployer.newestRevision(component) + 1, values);
    draft.keep(planned);
    draft.before(component.name(), Baseline.of(deployer.history(component)));
    step(component.name(), JournalStep.State.STARTED);
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
    step(component.name(), JournalStep.State.DONE);
    return true;
  }

  private void step(String component, JournalStep.State state) {
    draft.step(StepNames.component(component), state);
  }

  /** Runs a distro hook; see {@link RunHooks#run}. */
  boolean hook(Task.HookTask task, RunHooks.Moment moment, Deadline deadline) {
    return hooks.run(task, moment, deadline);
  }

  private boolean confirm(
      LockedComponent component, int deployed, ComponentDeployer deployer, Deadline deadline) {
    try {
      return deployer.confirm(component, deployed, deadline);
    } catch (RuntimeException e) {
      FirstFailure.keep(e, () -> step(component.name(), JournalStep.State.FAILED));
      throw e;
    }
  }

  private Set<Integer> keptRevisions(LockedComponent component) {
    return revisions
        .history(draft.key().namespace(), draft.key().distro())
        .keptRevisions(component.namespace(), component.name());
  }

  /**
   * Names of the components that this run is about to change and that could not be taken back if it
   * failed: they may only go forward. What never worked before would just go.
   */
  List<String> irrevocable(ComponentDeployer deployer) {
    return order.components().stream()
        .filter(this::isForwardOnly)
        .filter(component -> deployer.history(component).lastGood().isPresent())
        .filter(component -> same(component, deployer).isEmpty())
        .map(LockedComponent::name)
        .toList();
  }

  private boolean isForwardOnly(LockedComponent component) {
    return component.rollback().forwardOnly()
        || before
            .flatMap(old -> old.content().component(component.name()))
            .filter(known -> known.rollback().forwardOnly())
            .isPresent();
  }

  /** What is recorded of the component, if it stands as this run would have it. */
  private Optional<RevisionComponent> same(LockedComponent component, ComponentDeployer deployer) {
    return before
        .flatMap(old -> recordedAsIs(old, component))
        .filter(old -> deployer.isDeployed(component, old.release().revision()));
  }

  /** Whether a run with these ends has come to what it was for. */
  boolean hasSucceeded(List<TaskEnded> tasks) {
    ToleratedFailures tolerated = ToleratedFailures.of(tasks, order::isOptional);
    return tasks.stream().allMatch(tolerated::isFine);
  }

  /** Notes that the run has failed and is about to be taken back: {@link #end} is not called. */
  DistroRevision takingBack(List<TaskEnded> tasks) {
    hooks.keepLaterPhases();
    return draft.takingBack(tasks, failure(tasks));
  }

  private String failure(List<TaskEnded> tasks) {
    return order.operation().title() + " failed: " + failures(tasks);
  }

  /** Notes how the run ended; the phases that did not run are rendered for later. */
  DistroRevision end(List<TaskEnded> tasks) {
    boolean succeeded = hasSucceeded(tasks);
    if (succeeded && !draft.isStored() && before.isPresent()) {
      return before.get();
    }
    hooks.keepLaterPhases();
    if (succeeded && draft.unfinished().isEmpty()) {
      supersede();
    }
    return draft.end(
        tasks,
        succeeded ? Optional.empty() : Optional.of(failure(tasks)),
        names(tasks, Outcome.FAILED).isEmpty()
            ? ""
            : ", but for what is optional: failed " + failures(tasks));
  }

  private static String failures(List<TaskEnded> tasks) {
    String heldBack = names(tasks, Outcome.HELD_BACK);
    return names(tasks, Outcome.FAILED) + (heldBack.isEmpty() ? "" : "; not started: " + heldBack);
  }

  private static String names(List<TaskEnded> tasks, Outcome outcome) {
    return tasks.stream()
        .filter(task -> task.outcome() == outcome)
        .map(TaskEnded::task)
        .collect(Collectors.joining(", "));
  }

  /** The last one that stood may lie some failed ones back. */
  private void supersede() {
    revisions.history(draft.key().namespace(), draft.key().distro()).entries().stream()
        .filter(entry -> entry.status() == DistroStatus.DEPLOYED)
        .filter(entry -> !entry.key().equals(draft.key()))
        .map(RevisionEntry::load)
        .map(old -> old.withStatus(DistroStatus.SUPERSEDED, old.description()))
        .forEach(old -> revisions.update(old, context.fence()));
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
    FirstFailure.keep(
        e,
        () -> {
          if (!deployer.exists(planned.release())) {
            draft.restore(planned.name(), known);
          }
          step(planned.name(), JournalStep.State.FAILED);
        });
  }

  private static Digest digest(@Nullable Object data) {
    return Digest.of(CanonicalJson.write(data));
  }
}
