package io.maglev.distro.deploy.component;

import io.maglev.distro.deploy.object.Crds;
import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.object.ObjectApplier;
import io.maglev.distro.deploy.object.Ownership;
import io.maglev.distro.deploy.run.ClusterFacts;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.wait.ReadinessWait;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.ComponentRenderer;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.release.ApplyMethod;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseLabels;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings one component to a new revision of its Helm release, in Helm's own sequence ({@code
 * pkg/action/install.go} and {@code upgrade.go} of 3.22). Thread-safe.
 */
public final class ComponentDeployer {
  private static final Set<String> COUNTED =
      Set.of("generation", "resourceVersion", "managedFields");

  private final RunContext context;
  private final ReleaseStore releases;
  private final ComponentRenderer renderer;
  private final String distro;
  private final ReleasePast past;

  public ComponentDeployer(
      RunContext context, ReleaseStore releases, ComponentRenderer renderer, String distro) {
    this.context = context;
    this.releases = releases;
    this.renderer = renderer;
    this.distro = distro;
    this.past = new ReleasePast(context, releases);
  }

  /**
   * Installs the component, or upgrades what is there.
   *
   * @param known what the distro's records hold of its release: the revision that this or an
   *     earlier run made or was about to make, and those that must not be pruned
   * @return the revision that is deployed now
   * @throws DistroException if it did not become ready; the revision is marked failed then. What
   *     can be known beforehand to be impossible leaves no revision behind, as in Helm
   */
  public int deploy(LockedComponent component, Deadline deadline, Known known) {
    ReleaseHistory history = past.healed(component.namespace(), component.name(), known.revision());
    Optional<Release> base = base(history);
    ReleaseContext release =
        new ReleaseContext(
            component.name(),
            component.namespace(),
            history.nextRevision(),
            base.isEmpty(),
            base.isPresent());
    RenderedChart rendered = render(component, release);
    Release record = ReleaseAttempt.fitted(context, record(component, rendered, release, base));
    List<KubeObject> objects =
        Manifest.objects(record.manifest(), component.namespace(), context.kube());
    new ObjectApplier(context).requireOwn(objects, ownership(component));
    ReleaseAttempt.Goal goal =
        new ReleaseAttempt.Goal(
            base.isPresent() ? ReleaseAttempt.Way.UPGRADE : ReleaseAttempt.Way.INSTALL,
            component.readiness(),
            objects,
            past.leftovers(history),
            deadline);
    context.fence().checkHeld();
    releases.prune(history, ReleasePast.HISTORY_MAX, known.kept());
    releases.create(record);
    new ReleaseAttempt(context, releases, goal, record).run();
    return record.revision();
  }

  private Release record(
      LockedComponent component,
      RenderedChart rendered,
      ReleaseContext release,
      Optional<Release> base) {
    return base.map(old -> Release.upgrading(rendered, release, old, context.now()))
        .orElseGet(() -> Release.installing(rendered, release, context.now()))
        .withLabels(ReleaseLabels.of(distro, component.name()))
        .withApplyMethod(ApplyMethod.SERVER_SIDE);
  }

  /** Whether that revision of the component's release is the deployed one, and the newest. */
  public boolean isDeployed(LockedComponent component, int revision) {
    return releases
        .history(component.namespace(), component.name())
        .last()
        .filter(entry -> entry.revision() == revision)
        .filter(entry -> entry.status() == ReleaseStatus.DEPLOYED)
        .isPresent();
  }

  /** All there is of the component's release. */
  public ReleaseHistory history(LockedComponent component) {
    return releases.history(component.namespace(), component.name());
  }

  /** The newest revision of the component's release, 0 if it has none. */
  public int newestRevision(LockedComponent component) {
    return releases
        .history(component.namespace(), component.name())
        .last()
        .map(ReleaseEntry::revision)
        .orElse(0);
  }

  /** Whether there is a record of that revision. */
  public boolean exists(ReleaseKey key) {
    return releases.history(key.namespace(), key.name()).revision(key.revision()).isPresent();
  }

  /**
   * Makes sure that a deployed revision stands as it was deployed: applies its manifest once more,
   * which changes nothing where nothing has drifted, and waits until it is ready.
   *
   * @return whether anything had drifted
   */
  public boolean confirm(LockedComponent component, int revision, Deadline deadline) {
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
    Set<KubeObject> before =
        applier.requireOwn(objects, ownership(component)).stream()
            .map(ComponentDeployer::wanted)
            .collect(Collectors.toSet());
    List<KubeObject> applied = applier.apply(objects, ownership(component));
    new ReadinessWait(context, component.name(), component.readiness()).await(applied, deadline);
    return !applied.stream().map(ComponentDeployer::wanted).allMatch(before::contains);
  }

  /** The object without what the server counts and controllers report: these move by themselves. */
  private static KubeObject wanted(KubeObject object) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>(object.content());
    content.remove("status");
    return new KubeObject(content).withoutMetadata(COUNTED);
  }

  private static Ownership ownership(LockedComponent component) {
    return new Ownership(component.name(), component.namespace());
  }

  /** CRDs come first, since the chart may render differently where they are served. */
  private RenderedChart render(LockedComponent component, ReleaseContext release) {
    RenderedChart rendered =
        renderer.render(component, release, ClusterFacts.capabilities(context.kube()));
    if (!release.isInstall() || rendered.crds().isEmpty()) {
      return rendered;
    }
    new Crds(context).create(rendered.crds());
    return renderer.render(component, release, ClusterFacts.capabilities(context.kube()));
  }

  /**
   * What an upgrade starts from. Empty means a first install, also where earlier ones failed: its
   * install hooks have never all run, so they run now. {@code helm upgrade --install} would run the
   * upgrade hooks instead and never make up for the others (docs/adr/0011).
   */
  private static Optional<Release> base(ReleaseHistory history) {
    if (history.lastGood().isEmpty()) {
      return Optional.empty();
    }
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

  /**
   * What the distro's records hold of a component's release.
   *
   * @param revision the newest that a run of the distro made or was about to make, 0 if none
   * @param kept revisions that distro revisions still name: not to be pruned
   */
  public record Known(int revision, Set<Integer> kept) {}
}
