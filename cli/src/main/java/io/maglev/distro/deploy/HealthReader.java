package io.maglev.distro.deploy;

import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.run.ClusterFacts;
import io.maglev.distro.deploy.status.Readiness;
import io.maglev.distro.deploy.status.ReadinessContext;
import io.maglev.distro.deploy.status.Verdict;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads how components fare now: one LIST a kind and namespace serves them all. Not thread-safe;
 * one use, since it keeps what it has read.
 */
public final class HealthReader {
  private final KubeGateway kube;
  private final ReleaseStore releases;
  private final Map<KubeQuery, Map<String, KubeObject>> read = new HashMap<>();
  private final Set<String> lateBinding;

  public HealthReader(KubeGateway kube, ReleaseStore releases) {
    this.kube = kube;
    this.releases = releases;
    this.lateBinding = ClusterFacts.lateBindingClasses(kube);
  }

  /** How each of the components fares, in their order. */
  public List<ComponentHealth> read(List<RevisionComponent> components) {
    return components.stream().map(this::read).toList();
  }

  private ComponentHealth read(RevisionComponent component) {
    Optional<ReleaseEntry> last =
        releases.history(component.release().namespace(), component.release().name()).last();
    if (last.isEmpty()) {
      return new ComponentHealth(component, "missing", 0, List.of("its release is gone"));
    }
    String namespace = component.release().namespace();
    List<KubeObject> objects =
        Manifest.knownObjects(last.get().release().manifest(), namespace, kube);
    ReadinessContext rules = new ReadinessContext(component.readiness(), false, lateBinding);
    List<String> problems = new ArrayList<>();
    for (KubeObject object : objects) {
      Verdict verdict = verdict(object.id(), rules);
      if (!verdict.isReady()) {
        problems.add(object.id() + ": " + verdict.reason());
      }
    }
    return new ComponentHealth(
        component, last.get().status().text(), last.get().revision(), List.copyOf(problems));
  }

  private Verdict verdict(ResourceId id, ReadinessContext rules) {
    try {
      return live(id)
          .map(found -> Readiness.of(found, rules))
          .orElse(new Verdict.Failed("it does not exist"));
    } catch (KubeException e) {
      return new Verdict.Failed("it cannot be read: " + e.getMessage());
    }
  }

  private Optional<KubeObject> live(ResourceId id) {
    KubeQuery query = KubeQuery.of(id.apiVersion(), id.kind(), id.namespace());
    return Optional.ofNullable(
        read.computeIfAbsent(
                query,
                key ->
                    kube.list(key).stream()
                        .collect(Collectors.toMap(KubeObject::name, object -> object)))
            .get(id.name()));
  }
}
