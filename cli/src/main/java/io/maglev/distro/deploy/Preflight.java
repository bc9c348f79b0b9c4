package io.maglev.distro.deploy;

import io.maglev.distro.deploy.hook.HookRenderings;
import io.maglev.distro.deploy.object.ForeignObjects;
import io.maglev.distro.deploy.object.Namespaces;
import io.maglev.distro.deploy.plan.RequirementRule;
import io.maglev.distro.deploy.run.ClusterFacts;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.InOrder;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.RecordFit;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold before a run may touch the cluster. Reads only; each check throws one clear error.
 */
final class Preflight {
  private static final String ACCESS_REVIEW = "SelfSubjectAccessReview";

  private final KubeGateway kube;
  private final ReleaseStore releases;
  private final DeployOrder order;
  private final Lock lock;

  Preflight(KubeGateway kube, ReleaseStore releases, DeployOrder order) {
    this.kube = kube;
    this.releases = releases;
    this.order = order;
    this.lock = order.lock();
  }

  /** Whether the cluster is one to install on, before anything of the distro is looked for. */
  void checkCluster() {
    requireKubernetes();
    namespaces().forEach(this::requirePermission);
    namespaces().forEach(this::requireUsableNamespace);
  }

  /**
   * Whether the order can be carried out there.
   *
   * @param installed the newest revision of this distro on the cluster
   */
  CheckedOrder checkOrder(Optional<DistroRevision> installed, Instant now) {
    requireProvidersOutside(installed);
    installed.ifPresent(old -> DependentsOutside.check(order, old));
    requireOwnReleases();
    HookRenderings hooks = new HookRenderings(order.renderer(), kube);
    requireThatAllRenders(hooks, Continuation.of(order, installed, now).key().revision());
    return new CheckedOrder(order, installed, hooks);
  }

  private void requireKubernetes() {
    String version = kube.version().gitVersion();
    if (!isIn(VersionConstraint.parse(lock.kubernetes()), version)) {
      throw DistroException.of(
          ErrorCode.CLUSTER_UNSUITABLE,
          "cannot %s distro '%s': it needs Kubernetes %s, the cluster is %s"
              .formatted(order.operation().verb(), lock.name(), lock.kubernetes(), version),
          "choose another cluster with --context, or another version of the distro");
    }
  }

  /**
   * Vendors append to the version ({@code v1.29.4-eks-036c24b}): that makes no pre-release of it.
   */
  static boolean isIn(VersionConstraint range, String version) {
    String plain = version.replaceFirst("[-+].*", "");
    return range.matches(SemanticVersion.parse(version))
        || range.matches(SemanticVersion.parse(plain));
  }

  private Set<String> namespaces() {
    Set<String> namespaces = new LinkedHashSet<>();
    namespaces.add(lock.namespace());
    order.components().forEach(component -> namespaces.add(component.namespace()));
    lock.hooks().forEach(hook -> namespaces.add(hook.namespace()));
    return namespaces;
  }

  private void requireUsableNamespace(String name) {
    Optional<KubeObject> live;
    try {
      live = kube.get(new ResourceId("v1", "Namespace", "", name));
    } catch (KubeException e) {
      if (e.isForbidden()) {
        return; // who may work in a namespace need not see it from outside
      }
      throw e;
    }
    live.ifPresent(Namespaces::requireAlive);
    if (live.isEmpty() && !order.options().createNamespaces()) {
      throw DistroException.of(
          ErrorCode.NOT_FOUND,
          "cannot %s distro '%s': there is no namespace '%s'"
              .formatted(order.operation().verb(), lock.name(), name),
          "create it, or leave out --create-namespaces=false");
    }
  }

  /** Secrets hold the release records: who may not create them can do nothing at all. */
  private void requirePermission(String namespace) {
    if (kube.apis().find("authorization.k8s.io/v1", ACCESS_REVIEW).isEmpty()) {
      return;
    }
    boolean refused =
        mayCreateSecrets(namespace)
            .flatMap(answer -> answer.at("status", "allowed"))
            .filter(Boolean.FALSE::equals)
            .isPresent();
    if (refused) {
      throw DistroException.of(
          ErrorCode.CLUSTER_FORBIDDEN,
          "cannot %s distro '%s': you may not create Secrets in namespace '%s' of %s"
              .formatted(order.operation().verb(), lock.name(), namespace, kube.displayName()),
          "ask for a role that may, or choose another user with --context");
    }
  }

  /** Empty where the cluster does not tell: then the first write will. */
  private Optional<KubeObject> mayCreateSecrets(String namespace) {
    Map<String, @Nullable Object> attributes =
        Map.of("namespace", namespace, "verb", "create", "resource", "secrets");
    Map<String, @Nullable Object> review =
        Map.of(
            "apiVersion",
            "authorization.k8s.io/v1",
            "kind",
            ACCESS_REVIEW,
            "spec",
            Map.of("resourceAttributes", attributes));
    try {
      return Optional.of(kube.create(new KubeObject(review)));
    } catch (KubeException e) {
      if (e.isForbidden()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void requireProvidersOutside(Optional<DistroRevision> installed) {
    Problems problems = new Problems();
    for (LockedComponent component : order.components()) {
      for (Requirement requirement : component.requires()) {
        if (!requirement.external() && !order.chosen().contains(requirement.provider())) {
          obstacle(requirement, installed)
              .ifPresent(
                  reason ->
                      problems.add(
                          SourceLocation.ofText(
                              "'%s' needs %s: %s"
                                  .formatted(component.name(), requirement, reason))));
        }
      }
    }
    problems.throwIfAny(
        ErrorCode.REQUIREMENT_UNMET,
        "cannot "
            + order.operation().verb()
            + " "
            + order.chosen()
            + ": what they require is neither chosen nor installed",
        Optional.of("add it to --only, or install it first"));
  }

  /** Why the provider outside this run does not meet the requirement. */
  private Optional<String> obstacle(Requirement requirement, Optional<DistroRevision> installed) {
    Optional<RevisionComponent> provider =
        installed.flatMap(revision -> revision.content().component(requirement.provider()));
    if (provider.isEmpty()) {
      return Optional.of("'%s' is not installed".formatted(requirement.provider()));
    }
    String name = requirement.provider();
    Optional<ReleaseEntry> release =
        releases.history(provider.get().release().namespace(), name).last();
    if (release.filter(entry -> entry.status() == ReleaseStatus.DEPLOYED).isEmpty()) {
      return Optional.of(
          "'%s' is %s"
              .formatted(name, release.map(e -> e.status().text()).orElse("not installed")));
    }
    return RequirementRule.objection(provider.get().provides(), requirement)
        .map(objection -> "'%s' %s".formatted(name, objection));
  }

  /** That each release there is of that name is this distro's, or to become it. */
  private void requireOwnReleases() {
    for (String name : order.options().adopt()) {
      if (lock.component(name).isEmpty()) {
        throw DistroException.of(
            ErrorCode.USAGE,
            "cannot adopt component '%s': distro '%s' has none of that name"
                .formatted(name, lock.name()));
      }
    }
    for (LockedComponent component : order.components()) {
      foreignRelease(component, releases.history(component.namespace(), component.name()))
          .ifPresent(
              objection -> {
                throw objection;
              });
    }
  }

  private Optional<DistroException> foreignRelease(
      LockedComponent component, ReleaseHistory history) {
    String owner = history.distro();
    if (history.isEmpty() || owner.equals(lock.name())) {
      return Optional.empty();
    }
    if (!owner.isEmpty()) {
      return Optional.of(
          foreign(component, "is distro '" + owner + "'s", "give the component another namespace"));
    }
    if (!order.options().adopt().contains(component.name())) {
      String hint =
          "take it over with --adopt %s, uninstall it with helm, or give the component another"
              + " namespace";
      return Optional.of(foreign(component, "is no distro's", hint.formatted(component.name())));
    }
    String chart = history.last().map(it -> it.release().chartField("name")).orElse("");
    return chart.equals(component.chart().name())
        ? Optional.empty()
        : Optional.of(
            foreign(
                component,
                "cannot be adopted: its chart is '%s', not '%s'"
                    .formatted(chart, component.chart().name()),
                "uninstall it with helm, or give the component another namespace"));
  }

  private DistroException foreign(LockedComponent component, String what, String hint) {
    return DistroException.of(
        ErrorCode.OWNERSHIP_CONFLICT,
        "cannot %s component '%s': namespace '%s' has a release of that name that %s"
            .formatted(order.operation().verb(), component.name(), component.namespace(), what),
        hint);
  }

  /**
   * With the operator's parameters, which compose could not know; and nothing of it may exist as
   * somebody else's.
   */
  private void requireThatAllRenders(HookRenderings hooks, int revision) {
    Capabilities capabilities = ClusterFacts.capabilities(kube);
    ForeignObjects foreign = new ForeignObjects(kube);
    InOrder.forEach(
        order.components(),
        component -> Map.entry(component, rendered(component, capabilities)),
        rendered -> foreign.look(rendered.getKey(), rendered.getValue()));
    List<Runnable> checks = new ArrayList<>();
    for (LockedHook hook : lock.hooks()) {
      for (HookPhase phase : hook.phases()) {
        if (RunHooks.concerns(phase, order.operation())) {
          checks.add(() -> hooks.check(hook, RunHooks.context(order, revision, phase)));
        }
      }
    }
    InOrder.run(checks);
    foreign.refuse(lock.name());
  }

  /** That its release record can be stored is known only now. */
  private RenderedChart rendered(LockedComponent component, Capabilities capabilities) {
    ReleaseContext release =
        new ReleaseContext(component.name(), component.namespace(), 1, true, false);
    RenderedChart rendered = order.renderer().render(component, release, capabilities);
    RecordFit.of(Release.installing(rendered, release, Instant.EPOCH.atOffset(ZoneOffset.UTC)));
    return rendered;
  }
}
