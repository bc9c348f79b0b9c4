package io.maglev.distro.deploy;

import io.maglev.distro.model.Digest;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.release.RevisionKey;
import io.maglev.distro.yaml.CanonicalJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Map<String, RevisionHook> hooks = new LinkedHashMap<>();
  private final List<RevisionComponent> components;
  private DistroRevision revision;
  private boolean stored;

  private RunRecord(
      InstallOrder order,
      Optional<DistroRevision> before,
      DistroRevisionStore revisions,
      RunContext context) {
    this.order = order;
    this.before = before;
    this.revisions = revisions;
    this.context = context;
    this.components =
        new ArrayList<>(before.map(old -> old.content().components()).orElse(List.of()));
    before.ifPresent(old -> old.content().hooks().forEach(this::keep));
    this.revision = first();
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
      record.store();
    }
    return record;
  }

  private DistroRevision first() {
    Lock lock = order.lock();
    int number = before.map(old -> old.key().revision() + 1).orElse(1);
    return new DistroRevision(
        new RevisionKey(lock.namespace(), lock.name(), number),
        lock.version(),
        order.bundle(),
        DistroStatus.PENDING_INSTALL,
        "Install underway",
        context.clock().instant(),
        content(),
        List.of(),
        Map.of());
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
        before
            .flatMap(old -> old.content().component(component.name()))
            .filter(old -> old.chart().digest().equals(component.chart().digest()))
            .filter(old -> old.values().equals(values));
    if (known.isPresent() && deployer.isDeployed(component, known.get().release().revision())) {
      return deployer.confirm(component, known.get().release().revision(), deadline);
    }
    step(component.name(), JournalStep.State.STARTED, Optional.empty());
    try {
      Set<Integer> kept =
          revisions
              .history(order.lock().namespace(), order.lock().name())
              .keptRevisions(component.namespace(), component.name());
      int revisionNumber = deployer.deploy(component, deadline, kept);
      step(
          component.name(),
          JournalStep.State.DONE,
          Optional.of(RevisionComponent.of(component, revisionNumber, values)));
      return true;
    } catch (RuntimeException e) {
      failed(component, deployer.newestRevision(component), values, e);
      throw e;
    }
  }

  /** Renders a distro hook now, and keeps what came out for rollback and uninstall. */
  RevisionHook render(LockedHook hook, HookPhase phase) {
    DistroContext distro =
        new DistroContext(
            order.lock().name(),
            order.lock().version(),
            revision.key().revision(),
            List.copyOf(order.chosen()),
            phase);
    RenderedChart rendered =
        order.renderer().render(hook, distro, ComponentDeployer.capabilities(context.kube()));
    RevisionHook kept =
        new RevisionHook(
            hook.name(),
            phase,
            hook.namespace(),
            hook.before(),
            hook.after(),
            hook.timeout(),
            rendered.manifest(),
            rendered.hooks());
    synchronized (this) {
      keep(kept);
      revision = revision.withContent(content());
      store();
    }
    return kept;
  }

  /** Notes how the run ended; the phases that did not run are rendered for later. */
  DistroRevision end(List<TaskEnded> tasks) {
    boolean succeeded = tasks.stream().allMatch(TaskEnded::succeeded);
    if (!stored && succeeded) {
      return before.orElse(revision);
    }
    if (succeeded) {
      renderLaterPhases();
    }
    synchronized (this) {
      for (TaskEnded task : tasks) {
        revision = revision.withTiming(task.task(), task.elapsed());
      }
      revision =
          revision
              .withContent(content())
              .withStatus(
                  succeeded ? DistroStatus.DEPLOYED : DistroStatus.FAILED_PARTIAL,
                  succeeded ? "Install complete" : failureText(tasks));
      if (succeeded) {
        supersede();
      }
      store();
      return revision;
    }
  }

  /** An upgrade renders its own hooks; taking back and removing have only what is kept here. */
  private void renderLaterPhases() {
    for (LockedHook hook : order.lock().hooks()) {
      hook.phases().stream().filter(LATER::contains).forEach(phase -> render(hook, phase));
    }
  }

  private static String failureText(List<TaskEnded> tasks) {
    return "Install failed: "
        + tasks.stream().filter(task -> !task.succeeded()).map(TaskEnded::task).toList();
  }

  private void supersede() {
    before
        .filter(old -> old.status() == DistroStatus.DEPLOYED)
        .map(old -> old.withStatus(DistroStatus.SUPERSEDED, old.description()))
        .ifPresent(old -> revisions.update(old, context.fence()));
  }

  private synchronized void failed(
      LockedComponent component, int releaseRevision, Digest values, RuntimeException e) {
    Optional<RevisionComponent> now =
        releaseRevision == 0
            ? Optional.empty()
            : Optional.of(RevisionComponent.of(component, releaseRevision, values));
    try {
      step(component.name(), JournalStep.State.FAILED, now);
    } catch (RuntimeException second) {
      e.addSuppressed(second);
    }
  }

  private synchronized void step(
      String name, JournalStep.State state, Optional<RevisionComponent> component) {
    component.ifPresent(this::keep);
    revision =
        revision
            .withContent(content())
            .withStep(new JournalStep("component/" + name, state, context.clock().instant(), ""));
    store();
  }

  private void keep(RevisionHook hook) {
    hooks.put(key(hook.name(), hook.phase()), hook);
  }

  private void keep(RevisionComponent component) {
    components.removeIf(old -> old.name().equals(component.name()));
    components.add(component);
  }

  private RevisionContent content() {
    return new RevisionContent(
        order.parameters(), order.secretParameters(), ordered(), List.copyOf(hooks.values()));
  }

  /** In the lock's order; what the lock no longer has comes first, where it was. */
  private List<RevisionComponent> ordered() {
    List<String> names = order.lock().components().stream().map(LockedComponent::name).toList();
    return components.stream()
        .sorted(Comparator.comparingInt(component -> names.indexOf(component.name())))
        .toList();
  }

  private synchronized void store() {
    if (stored) {
      revisions.update(revision, context.fence());
    } else {
      revisions.create(revision, context.fence());
      stored = true;
    }
  }

  private static String key(String hook, HookPhase phase) {
    return hook + "/" + phase.text();
  }

  private static Digest digest(@Nullable Object data) {
    return Digest.of(CanonicalJson.write(data));
  }
}
