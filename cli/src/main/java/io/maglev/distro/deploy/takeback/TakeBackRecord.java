package io.maglev.distro.deploy.takeback;

import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The revision of a failed run while it is taken back: tells at each moment what is really there.
 * Thread-safe.
 */
final class TakeBackRecord {
  private final TakeBackPlan plan;
  private final DistroRevisionStore revisions;
  private final RunContext context;
  private final Map<String, RevisionComponent> components = new LinkedHashMap<>();
  private DistroRevision revision;

  TakeBackRecord(TakeBackPlan plan, DistroRevisionStore revisions, RunContext context) {
    this.plan = plan;
    this.revisions = revisions;
    this.context = context;
    this.revision = plan.failed();
    plan.failed().content().components().forEach(it -> components.put(it.name(), it));
  }

  synchronized RevisionKey key() {
    return revision.key();
  }

  /** Notes how far a component has come, and as what it is recorded from now on. */
  synchronized void step(RevisionComponent component, JournalStep.State state) {
    components.put(component.name(), component);
    note(StepNames.component(component.name()), state);
    store();
  }

  /** Notes that a component is gone. */
  synchronized void removed(String component) {
    components.remove(component);
    note(StepNames.component(component), JournalStep.State.TAKEN_BACK);
    store();
  }

  /** Notes that nothing had become of a component; stored with the next step. */
  synchronized void untouched(String component) {
    note(StepNames.component(component), JournalStep.State.TAKEN_BACK);
  }

  /** Notes how far a hook has come. */
  synchronized void hook(String task, JournalStep.State state) {
    note(StepNames.takeBackHook(task), state);
    store();
  }

  /** Whether the hook ended well before the taking back was killed. */
  synchronized boolean isHookDone(String task) {
    return revision
        .lastOf(StepNames.takeBackHook(task))
        .filter(line -> line.state() == JournalStep.State.DONE)
        .isPresent();
  }

  /** As what the component is recorded now. */
  synchronized RevisionComponent component(String name) {
    return Optional.ofNullable(components.get(name)).orElseThrow();
  }

  /**
   * Notes how it ended, and stores that. If all is what it was, then so are parameters, version and
   * hooks.
   *
   * @param staying names of what is still new or could not be taken back; empty: all is what it was
   */
  synchronized DistroRevision end(List<TaskEnded> tasks, List<String> staying) {
    String failure =
        plan.failed().lastOf(StepNames.TAKE_BACK).map(JournalStep::detail).orElse("Run failed");
    note(
        StepNames.TAKE_BACK, staying.isEmpty() ? JournalStep.State.DONE : JournalStep.State.FAILED);
    for (TaskEnded task : tasks) {
      revision = revision.withTiming(task.task(), task.elapsed());
    }
    revision =
        staying.isEmpty()
            ? asBefore().withStatus(DistroStatus.FAILED, failure + "; taken back")
            : revision
                .withContent(content(plan.failed()))
                .withStatus(
                    DistroStatus.FAILED_PARTIAL,
                    failure + "; taken back but for " + String.join(", ", staying));
    revisions.update(revision, context.fence());
    return revision;
  }

  private DistroRevision asBefore() {
    if (plan.removesAll()) {
      return revision.withContent(new RevisionContent(Map.of(), Set.of(), List.of(), List.of()));
    }
    DistroRevision identity = plan.before().orElse(plan.failed());
    return new DistroRevision(
        revision.key(),
        identity.version(),
        identity.bundle(),
        revision.status(),
        revision.description(),
        revision.createdAt(),
        content(identity),
        revision.journal(),
        revision.timings(),
        revision.rolledBackTo());
  }

  private RevisionContent content(DistroRevision identity) {
    RevisionContent rest = identity.content();
    return new RevisionContent(
        rest.parameters(), rest.secretParameters(), List.copyOf(components.values()), rest.hooks());
  }

  private void note(String step, JournalStep.State state) {
    revision = revision.withStep(new JournalStep(step, state, context.clock().now(), ""));
  }

  private void store() {
    revision = revision.withContent(content(plan.failed()));
    revisions.update(revision, context.fence());
  }
}
