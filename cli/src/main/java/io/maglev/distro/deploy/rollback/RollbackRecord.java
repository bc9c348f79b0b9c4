package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.record.Baseline;
import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.deploy.record.Unfinished;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The distro revision that a rollback makes, kept current in the cluster while it runs: it starts
 * from what is there, and takes over what the revision it goes back to says, component by component
 * as these step back. Thread-safe.
 */
final class RollbackRecord {
  private final RollbackPlan plan;
  private final DistroRevisionStore revisions;
  private final RunContext context;
  private final Map<String, RevisionComponent> components = new LinkedHashMap<>();
  private DistroRevision revision;

  private RollbackRecord(RollbackPlan plan, DistroRevisionStore revisions, RunContext context) {
    this.plan = plan;
    this.revisions = revisions;
    this.context = context;
    for (RollbackStep step : plan.steps()) {
      components.put(step.component(), step.changes() ? step.now() : step.then());
    }
    // The whole becomes what it was; single components change nothing about the rest.
    DistroRevision identity = plan.whole() ? plan.to() : plan.from();
    RollbackContinuation going = RollbackContinuation.of(plan, context.clock().now());
    this.revision =
        new DistroRevision(
            going.key(),
            identity.version(),
            identity.bundle(),
            DistroStatus.PENDING_ROLLBACK,
            plan.title() + " underway",
            going.takesOver() ? plan.from().createdAt() : context.clock().now(),
            content(),
            going.journal(),
            going.takesOver() ? plan.from().timings() : Map.of(),
            plan.rolledBackTo());
    if (going.takesOver()) {
      revisions.update(revision, context.fence());
    } else {
      closeInterrupted();
      revisions.create(revision, context.fence());
    }
  }

  /** A killed run that this one does not go on with stays pending no longer. */
  private void closeInterrupted() {
    if (plan.from().status().isUnfinished()) {
      revisions.update(
          plan.from().withStatus(DistroStatus.FAILED_PARTIAL, "Interrupted before its end"),
          context.fence());
    }
  }

  /** Begins the revision, and stores it as pending. */
  static RollbackRecord begin(
      RollbackPlan plan, DistroRevisionStore revisions, RunContext context) {
    return new RollbackRecord(plan, revisions, context);
  }

  /** The revision that is being made. */
  synchronized RevisionKey key() {
    return revision.key();
  }

  /** Notes how far a component has come, and as what it is recorded from now on. */
  synchronized void step(RevisionComponent component, JournalStep.State state) {
    components.put(component.name(), component);
    store(StepNames.component(component.name()), state);
  }

  /** Notes what a component was before this run changes it; stored with the next step. */
  synchronized void before(String component, Baseline baseline) {
    revision = revision.withStep(baseline.line(component, context.clock().now()));
  }

  /** Notes that what the run has changed is about to be taken back, and stores that. */
  synchronized DistroRevision takingBack(List<TaskEnded> tasks) {
    noteTimings(tasks);
    String failure = plan.title() + " failed: " + names(tasks);
    revision =
        revision.withStep(
            new JournalStep(
                StepNames.TAKE_BACK, JournalStep.State.STARTED, context.clock().now(), failure));
    revisions.update(revision, context.fence());
    return revision;
  }

  private void noteTimings(List<TaskEnded> tasks) {
    for (TaskEnded task : tasks) {
      revision = revision.withTiming(task.task(), task.elapsed());
    }
  }

  /** Notes that a component is gone. */
  synchronized void removed(String component) {
    components.remove(component);
    store(StepNames.component(component), JournalStep.State.DONE);
  }

  /** Notes how far a hook has come. */
  synchronized void hook(String task, JournalStep.State state) {
    store(StepNames.hook(task), state);
  }

  /** Whether the hook ended well, in this run or in one that it goes on with. */
  synchronized boolean isHookDone(String task) {
    return revision
        .lastOf(StepNames.hook(task))
        .filter(line -> line.state() == JournalStep.State.DONE)
        .isPresent();
  }

  private void store(String step, JournalStep.State state) {
    JournalStep line = new JournalStep(step, state, context.clock().now(), "");
    revision = revision.withContent(content()).withStep(line);
    revisions.update(revision, context.fence());
  }

  /** Notes how the run ended, and stores that. */
  synchronized DistroRevision end(List<TaskEnded> tasks) {
    noteTimings(tasks);
    List<String> unfinished = Unfinished.components(revision);
    boolean succeeded = tasks.stream().allMatch(TaskEnded::succeeded);
    if (succeeded && unfinished.isEmpty()) {
      supersedeOlder();
      revision = revision.withStatus(DistroStatus.DEPLOYED, done());
    } else {
      String how = succeeded ? ", but not all of the rest is whole: " : " failed: ";
      String names = succeeded ? String.join(", ", unfinished) : names(tasks);
      revision = revision.withStatus(DistroStatus.FAILED_PARTIAL, plan.title() + how + names);
    }
    revisions.update(revision, context.fence());
    return revision;
  }

  /** A failed run in between leaves more than one of them marked as deployed. */
  private void supersedeOlder() {
    RevisionKey key = revision.key();
    revisions.history(key.namespace(), key.distro()).entries().stream()
        .filter(entry -> entry.status() == DistroStatus.DEPLOYED)
        .filter(entry -> entry.key().revision() < key.revision())
        .map(RevisionEntry::load)
        .map(old -> old.withStatus(DistroStatus.SUPERSEDED, old.description()))
        .forEach(old -> revisions.update(old, context.fence()));
  }

  private String done() {
    String left =
        plan.steps().stream()
            .filter(step -> step.move() == RollbackStep.Move.FORWARD_ONLY)
            .map(RollbackStep::component)
            .collect(Collectors.joining(", "));
    return left.isEmpty() ? plan.title() : plan.title() + ", but not of " + left;
  }

  private static String names(List<TaskEnded> tasks) {
    String failed = names(tasks, Outcome.FAILED);
    String heldBack = names(tasks, Outcome.HELD_BACK);
    return heldBack.isEmpty() ? failed : failed + "; not started: " + heldBack;
  }

  private static String names(List<TaskEnded> tasks, Outcome outcome) {
    return tasks.stream()
        .filter(task -> task.outcome() == outcome)
        .map(TaskEnded::task)
        .collect(Collectors.joining(", "));
  }

  private RevisionContent content() {
    RevisionContent rest = (plan.whole() ? plan.to() : plan.from()).content();
    return new RevisionContent(
        rest.parameters(), rest.secretParameters(), List.copyOf(components.values()), rest.hooks());
  }
}
