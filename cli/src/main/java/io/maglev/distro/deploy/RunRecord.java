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
  private final RevisionKey key;
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
    this.key =
        new RevisionKey(
            order.lock().namespace(),
            order.lock().name(),
            before.map(old -> old.key().revision() + 1).orElse(1));
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
    return new DistroRevision(
        key,
        order.lock().version(),
        order.bundle(),
        DistroStatus.PENDING_INSTALL,
        "Install underway",
        context.clock().now(),
        content(),
        before.map(old -> Unfinished.of(old, order.chosen())).orElse(List.of()),
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
        before.flatMap(old -> old.content().component(component.name()));
    Optional<RevisionComponent> same =
        known
            .filter(old -> old.chart().digest().equals(component.chart().digest()))
            .filter(old -> old.values().equals(values))
            .filter(old -> deployer.isDeployed(component, old.release().revision()));
    if (same.isPresent()) {
      int deployed = same.get().release().revision();
      kept(RevisionComponent.of(component, deployed, values));
      return confirm(component, deployed, deployer, deadline);
    }
    RevisionComponent planned =
        RevisionComponent.of(component, deployer.newestRevision(component) + 1, values);
    step(component.name(), JournalStep.State.STARTED, Optional.of(planned));
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
    RevisionComponent done = planned.withReleaseRevision(made);
    step(component.name(), JournalStep.State.DONE, Optional.of(done));
    return true;
  }

  private boolean confirm(
      LockedComponent component, int deployed, ComponentDeployer deployer, Deadline deadline) {
    try {
      return deployer.confirm(component, deployed, deadline);
    } catch (RuntimeException e) {
      suppress(e, () -> step(component.name(), JournalStep.State.FAILED, Optional.empty()));
      throw e;
    }
  }

  private Set<Integer> keptRevisions(LockedComponent component) {
    return revisions
        .history(key.namespace(), key.distro())
        .keptRevisions(component.namespace(), component.name());
  }

  /** Renders a distro hook now, and keeps what came out for rollback and uninstall. */
  RevisionHook render(LockedHook hook, HookPhase phase) {
    RevisionHook rendered = rendered(hook, phase);
    synchronized (this) {
      keep(rendered);
      revision = revision.withContent(content());
      store();
    }
    return rendered;
  }

  private RevisionHook rendered(LockedHook hook, HookPhase phase) {
    List<String> chosen = order.components().stream().map(LockedComponent::name).toList();
    DistroContext distro =
        new DistroContext(
            order.lock().name(), order.lock().version(), key.revision(), chosen, phase);
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
  synchronized DistroRevision end(List<TaskEnded> tasks) {
    boolean succeeded = tasks.stream().allMatch(TaskEnded::succeeded);
    if (!stored && succeeded) {
      return before.orElse(revision);
    }
    if (succeeded) {
      keepLaterPhases();
    }
    for (TaskEnded task : tasks) {
      revision = revision.withTiming(task.task(), task.elapsed());
    }
    revision = ended(revision.withContent(content()), succeeded, tasks);
    if (revision.status() == DistroStatus.DEPLOYED) {
      supersede();
    }
    store();
    return revision;
  }

  private static DistroRevision ended(
      DistroRevision revision, boolean succeeded, List<TaskEnded> tasks) {
    if (!succeeded) {
      return revision.withStatus(DistroStatus.FAILED_PARTIAL, failureText(tasks));
    }
    List<String> unfinished = Unfinished.components(revision);
    return unfinished.isEmpty()
        ? revision.withStatus(DistroStatus.DEPLOYED, "Install complete")
        : revision.withStatus(
            DistroStatus.FAILED_PARTIAL, "Install complete, but not of " + unfinished);
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
      keep(rendered(hook, phase));
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
  private synchronized void failed(
      RevisionComponent planned,
      Optional<RevisionComponent> known,
      ComponentDeployer deployer,
      RuntimeException e) {
    suppress(
        e,
        () -> {
          if (!deployer.exists(planned.release())) {
            components.removeIf(component -> component.name().equals(planned.name()));
            known.ifPresent(this::keep);
          }
          step(planned.name(), JournalStep.State.FAILED, Optional.empty());
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

  private synchronized void step(
      String name, JournalStep.State state, Optional<RevisionComponent> component) {
    component.ifPresent(this::keep);
    revision =
        revision
            .withContent(content())
            .withStep(new JournalStep(Unfinished.step(name), state, context.clock().now(), ""));
    store();
  }

  private void keep(RevisionHook hook) {
    hooks.put(key(hook.name(), hook.phase()), hook);
  }

  private synchronized void kept(RevisionComponent component) {
    keep(component);
    revision = revision.withContent(content());
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
