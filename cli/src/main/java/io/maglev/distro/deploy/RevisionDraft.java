package io.maglev.distro.deploy;

import io.maglev.distro.deploy.record.Baseline;
import io.maglev.distro.deploy.record.StepNames;
import io.maglev.distro.deploy.record.Unfinished;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.release.RevisionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The distro revision that a run is making: all of its state that changes. It goes on from what the
 * revision before it holds. Thread-safe.
 */
final class RevisionDraft {
  private final DeployOrder order;
  private final DistroRevisionStore revisions;
  private final RunContext context;
  private final RevisionKey key;
  private final Map<String, RevisionHook> hooks = new LinkedHashMap<>();
  private final Map<String, RevisionComponent> components = new LinkedHashMap<>();
  private DistroRevision revision;
  private boolean stored;

  RevisionDraft(
      DeployOrder order,
      Optional<DistroRevision> before,
      DistroRevisionStore revisions,
      RunContext context) {
    this.order = order;
    this.revisions = revisions;
    this.context = context;
    Continuation going = Continuation.of(order, before, context.clock().now());
    this.key = going.key();
    this.stored = going.takenOver().isPresent();
    before.ifPresent(old -> old.content().components().forEach(this::put));
    before.ifPresent(old -> old.content().hooks().forEach(this::put));
    this.revision =
        new DistroRevision(
            key,
            order.lock().version(),
            order.bundle(),
            order.operation().pending(),
            order.operation().title() + " underway",
            going.takenOver().map(DistroRevision::createdAt).orElse(context.clock().now()),
            content(),
            going.journal(),
            going.takenOver().map(DistroRevision::timings).orElse(Map.of()));
  }

  RevisionKey key() {
    return key;
  }

  /** Whether it has been stored: nothing has changed yet if not. */
  synchronized boolean isStored() {
    return stored;
  }

  /** Stores it as it is now. */
  synchronized void store() {
    if (stored) {
      revisions.update(revision, context.fence());
    } else {
      revisions.create(revision, context.fence());
      stored = true;
    }
  }

  /** Puts the component in place of its namesake; stored with the next step. */
  synchronized void keep(RevisionComponent component) {
    put(component);
    revision = revision.withContent(content());
  }

  /** Puts back what there was of the component, which may be nothing. */
  synchronized void restore(String component, Optional<RevisionComponent> known) {
    components.remove(component);
    known.ifPresent(this::put);
    revision = revision.withContent(content());
  }

  /** Puts the hook in place of the same one of its phase; stored with the next step. */
  synchronized void keep(RevisionHook hook) {
    put(hook);
    revision = revision.withContent(content());
  }

  /** Takes out of the record what it no longer has to hold; stored with the next step. */
  synchronized void dropHooks(Predicate<RevisionHook> unwanted) {
    hooks.values().removeIf(unwanted);
    revision = revision.withContent(content());
  }

  /** Notes how far something has come, by the journal's name for it, and stores that. */
  synchronized void step(String step, JournalStep.State state) {
    revision = revision.withStep(new JournalStep(step, state, context.clock().now(), ""));
    store();
  }

  /** Notes what a component was before this run changes it; stored with the next step. */
  synchronized void before(String component, Baseline baseline) {
    revision = revision.withStep(baseline.line(component, context.clock().now()));
  }

  /** Notes that what the run has changed is about to be taken back, and stores that. */
  synchronized DistroRevision takingBack(List<TaskEnded> tasks, String failure) {
    noteTimings(tasks);
    revision =
        revision.withStep(
            new JournalStep(
                StepNames.TAKE_BACK, JournalStep.State.STARTED, context.clock().now(), failure));
    store();
    return revision;
  }

  private void noteTimings(List<TaskEnded> tasks) {
    for (TaskEnded task : tasks) {
      revision = revision.withTiming(task.task(), task.elapsed());
    }
  }

  /** Whether that came to its end, in this run or in one that it goes on with. */
  synchronized boolean isDone(String step) {
    return revision.lastOf(step).filter(line -> line.state() == JournalStep.State.DONE).isPresent();
  }

  /** Names of the components that are recorded so far. */
  synchronized List<String> components() {
    return ordered().stream().map(RevisionComponent::name).toList();
  }

  /**
   * Names of components that this run or an earlier one began and did not bring to an end; without
   * optional ones, since the distro is whole without them.
   */
  synchronized List<String> unfinished() {
    return Unfinished.components(revision).stream()
        .filter(name -> revision.content().component(name).filter(c -> c.optional()).isEmpty())
        .toList();
  }

  /**
   * Notes how the run ended, and stores that.
   *
   * @param failure what failed, empty if nothing did
   * @param flaw what else there is to say if nothing failed, may be empty
   */
  synchronized DistroRevision end(List<TaskEnded> tasks, Optional<String> failure, String flaw) {
    noteTimings(tasks);
    List<String> unfinished = unfinished();
    String description =
        failure.orElse(
            unfinished.isEmpty()
                ? order.operation().title() + " complete" + flaw
                : order.operation().title()
                    + " complete, but not of "
                    + String.join(", ", unfinished));
    revision =
        revision.withStatus(
            failure.isEmpty() && unfinished.isEmpty()
                ? DistroStatus.DEPLOYED
                : DistroStatus.FAILED_PARTIAL,
            description);
    store();
    return revision;
  }

  private void put(RevisionComponent component) {
    components.put(component.name(), component);
  }

  private void put(RevisionHook hook) {
    hooks.put(hook.name() + "/" + hook.phase().text(), hook);
  }

  private RevisionContent content() {
    return new RevisionContent(
        order.parameters(), order.secretParameters(), ordered(), List.copyOf(hooks.values()));
  }

  /** In the lock's order; what the lock no longer has comes first, where it was. */
  private List<RevisionComponent> ordered() {
    List<String> names = order.lock().components().stream().map(LockedComponent::name).toList();
    List<RevisionComponent> sorted = new ArrayList<>(components.values());
    sorted.sort(Comparator.comparingInt(component -> names.indexOf(component.name())));
    return List.copyOf(sorted);
  }
}
