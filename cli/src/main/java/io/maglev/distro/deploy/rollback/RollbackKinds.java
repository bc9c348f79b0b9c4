package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the cluster still serves what old manifests consist of: a Kubernetes that was upgraded
 * since may have dropped versions of its APIs. Reads only. Thread-safe.
 */
final class RollbackKinds {
  private static final String CRD = "CustomResourceDefinition.apiextensions.k8s.io";

  private final KubeGateway kube;
  private final ReleaseStore releases;

  RollbackKinds(KubeGateway kube, ReleaseStore releases) {
    this.kube = kube;
    this.releases = releases;
  }

  /**
   * Refuses a plan that would end at objects nobody serves; kinds that a manifest defines come with
   * it.
   *
   * @throws DistroException with {@code CLUSTER_UNSUITABLE}, naming components, kinds and versions
   */
  void check(RollbackPlan plan) {
    List<Old> manifests = new ArrayList<>();
    Set<String> defined = new LinkedHashSet<>();
    for (RollbackStep step : plan.steps()) {
      if (step.move() == RollbackStep.Move.BACK) {
        Old old = new Old(step.component(), objects(step));
        manifests.add(old);
        old.objects().stream()
            .filter(object -> object.id().groupKind().equals(CRD))
            .flatMap(object -> object.string("spec", "names", "kind").stream())
            .forEach(defined::add);
      }
    }
    Problems problems = new Problems();
    manifests.forEach(old -> problem(old, defined).ifPresent(problems::add));
    problems.throwIfAny(
        ErrorCode.CLUSTER_UNSUITABLE,
        "cannot roll back distro '%s': the cluster no longer serves all that it consisted of"
            .formatted(plan.order().distro()),
        Optional.of("upgrade to a version made for this Kubernetes instead"));
  }

  private Optional<SourceLocation> problem(Old old, Set<String> defined) {
    Set<String> unknown = new TreeSet<>();
    for (KubeObject object : old.objects()) {
      boolean served = kube.apis().find(object.apiVersion(), object.kind()).isPresent();
      if (!served && !defined.contains(object.kind())) {
        unknown.add(object.kind() + " of " + object.apiVersion());
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SourceLocation.ofText("'%s': %s".formatted(old.name(), String.join(", ", unknown))));
  }

  private List<KubeObject> objects(RollbackStep step) {
    return releases
        .find(step.then().release())
        .map(Release::manifest)
        .map(Manifest::parse)
        .orElse(List.of());
  }

  private record Old(String name, List<KubeObject> objects) {}
}
