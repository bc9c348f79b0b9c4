package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ComponentRenderer;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.release.ApplyMethod;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseLabels;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings one component to a new revision of its Helm release, in Helm's own sequence ({@code
 * pkg/action/install.go} and {@code upgrade.go} of 3.22). Thread-safe.
 */
final class ComponentDeployer {
  /** As Helm's command line keeps. */
  private static final int HISTORY_MAX = 10;

  private final RunContext context;
  private final ReleaseStore releases;
  private final ComponentRenderer renderer;
  private final String distro;

  ComponentDeployer(
      RunContext context, ReleaseStore releases, ComponentRenderer renderer, String distro) {
    this.context = context;
    this.releases = releases;
    this.renderer = renderer;
    this.distro = distro;
  }

  /**
   * Installs the component, or upgrades what is there.
   *
   * @param kept revisions of the release that distro revisions still name: not to be pruned
   * @return the revision that is deployed now
   * @throws DistroException if it did not become ready; the revision is marked failed then
   */
  int deploy(LockedComponent component, Deadline deadline, Set<Integer> kept) {
    ReleaseHistory history = releases.history(component.namespace(), component.name());
    healPending(history);
    Optional<Release> base = base(component);
    int revision = history.nextRevision();
    ReleaseContext release =
        new ReleaseContext(
            component.name(), component.namespace(), revision, base.isEmpty(), base.isPresent());
    RenderedChart rendered = render(component, release, base.isEmpty());
    Release record =
        base.map(old -> Release.upgrading(rendered, release, old, context.now()))
            .orElseGet(() -> Release.installing(rendered, release, context.now()))
            .withLabels(ReleaseLabels.of(distro, component.name()))
            .withApplyMethod(ApplyMethod.SERVER_SIDE);
    context.fence().checkHeld();
    releases.prune(history, HISTORY_MAX, kept);
    releases.create(record);
    new Attempt(component, base, record, deadline).run();
    return revision;
  }

  /** Whether that revision of the component's release is the deployed one, and the newest. */
  boolean isDeployed(LockedComponent component, int revision) {
    return releases
        .history(component.namespace(), component.name())
        .last()
        .filter(entry -> entry.revision() == revision)
        .filter(entry -> entry.status() == ReleaseStatus.DEPLOYED)
        .isPresent();
  }

  /** The newest revision of the component's release, 0 if it has none. */
  int newestRevision(LockedComponent component) {
    return releases
        .history(component.namespace(), component.name())
        .last()
        .map(ReleaseEntry::revision)
        .orElse(0);
  }

  /**
   * Makes sure that a deployed revision stands as it was deployed: applies its manifest once more,
   * which changes nothing where nothing has drifted, and waits until it is ready.
   *
   * @return whether anything had drifted
   */
  boolean confirm(LockedComponent component, int revision, Deadline deadline) {
    ReleaseKey key = new ReleaseKey(component.namespace(), component.name(), revision);
    Release record =
        releases
            .find(key)
            .orElseThrow(
                () ->
                    DistroException.of(ErrorCode.NOT_FOUND, "cannot find release revision " + key));
    List<KubeObject> objects =
        Manifest.objects(record.manifest(), component.namespace(), context.kube());
    ObjectApplier applier = new ObjectApplier(context);
    Set<String> before =
        objects.stream()
            .flatMap(object -> context.kube().get(object.id()).stream())
            .map(ComponentDeployer::state)
            .collect(Collectors.toSet());
    List<KubeObject> applied =
        applier.apply(objects, new Ownership(component.name(), component.namespace()));
    new ReadinessWait(context, component.name(), component.readiness()).await(applied, deadline);
    return !applied.stream().allMatch(object -> before.contains(state(object)));
  }

  /** The generation where the server counts it: status writes move the resourceVersion. */
  private static String state(KubeObject object) {
    return object.uid()
        + object
            .number("metadata", "generation")
            .map(String::valueOf)
            .orElse(object.resourceVersion());
  }

  /** CRDs come first, since the chart may render differently where they are served. */
  private RenderedChart render(
      LockedComponent component, ReleaseContext release, boolean firstTime) {
    RenderedChart rendered = renderer.render(component, release, capabilities(context.kube()));
    if (!firstTime || rendered.crds().isEmpty()) {
      return rendered;
    }
    new Crds(context).create(rendered.crds());
    return renderer.render(component, release, capabilities(context.kube()));
  }

  static Capabilities capabilities(KubeGateway kube) {
    return new Capabilities(
        kube.version().gitVersion(),
        kube.version().major(),
        kube.version().minor(),
        kube.apis().versionSet());
  }

  /**
   * A pending revision is what a killed run left: this run holds the distro's Lease, so nobody
   * works on it any more.
   */
  private void healPending(ReleaseHistory history) {
    Optional<ReleaseEntry> pending = history.last().filter(entry -> entry.status().isPending());
    if (pending.isPresent()) {
      context.fence().checkHeld();
      releases.update(
          pending.get().release().withStatus(ReleaseStatus.FAILED, "Interrupted before its end"));
    }
  }

  /** What an upgrade starts from; empty means a first install. */
  private Optional<Release> base(LockedComponent component) {
    ReleaseHistory history = releases.history(component.namespace(), component.name());
    boolean usable =
        history.deployed().isPresent()
            || history
                .last()
                .filter(
                    entry ->
                        entry.status() == ReleaseStatus.FAILED
                            || entry.status() == ReleaseStatus.SUPERSEDED)
                .isPresent();
    return usable ? Optional.of(history.upgradeBase().release()) : Optional.empty();
  }

  /** One try at one revision. Confined to one thread. */
  private final class Attempt {
    private final LockedComponent component;
    private final Optional<Release> base;
    private final Deadline deadline;
    private Release record;

    Attempt(LockedComponent component, Optional<Release> base, Release record, Deadline deadline) {
      this.component = component;
      this.base = base;
      this.record = record;
      this.deadline = deadline;
    }

    void run() {
      try {
        bringUp();
        supersedeOlder();
        store(
            record.withStatus(
                ReleaseStatus.DEPLOYED, base.isEmpty() ? "Install complete" : "Upgrade complete"));
      } catch (DistroException e) {
        markFailed(e);
        throw e;
      }
    }

    private void bringUp() {
      runHooks(base.isEmpty() ? HookPhase.PRE_INSTALL : HookPhase.PRE_UPGRADE);
      ObjectApplier applier = new ObjectApplier(context);
      String namespace = component.namespace();
      List<KubeObject> objects = Manifest.objects(record.manifest(), namespace, context.kube());
      step("applying " + objects.size() + (objects.size() == 1 ? " object" : " objects"));
      List<KubeObject> applied = applier.apply(objects, new Ownership(component.name(), namespace));
      base.map(old -> Manifest.knownObjects(old.manifest(), namespace, context.kube()))
          .ifPresent(old -> applier.prune(old, objects));
      step("waiting until ready");
      new ReadinessWait(context, component.name(), component.readiness()).await(applied, deadline);
      runHooks(base.isEmpty() ? HookPhase.POST_INSTALL : HookPhase.POST_UPGRADE);
    }

    private void runHooks(HookPhase phase) {
      List<RenderedHook> hooks = record.hooks().stream().map(ReleaseHook::hook).toList();
      new HookRunner(context)
          .run(
              new HookRunner.Request(
                  component.name(), component.namespace(), hooks, phase, deadline),
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
      context.fence().checkHeld();
      releases.history(component.namespace(), component.name()).deployedAll().stream()
          .filter(entry -> entry.revision() < record.revision())
          .map(ReleaseEntry::release)
          .forEach(
              old ->
                  releases.update(
                      old.withStatus(ReleaseStatus.SUPERSEDED, old.info().description())));
    }

    /** What went wrong first is what counts, also where the record can no longer be written. */
    private void markFailed(DistroException e) {
      String what = base.isEmpty() ? "Release \"%s\" failed: %s" : "Upgrade \"%s\" failed: %s";
      try {
        store(
            record.withStatus(
                ReleaseStatus.FAILED, what.formatted(component.name(), e.getMessage())));
      } catch (DistroException second) {
        e.addSuppressed(second);
      }
    }

    private void store(Release changed) {
      context.fence().checkHeld();
      releases.update(changed);
      record = changed;
    }

    private void step(String text) {
      context.listener().onEvent(new StepStarted(component.name(), text));
    }
  }
}
