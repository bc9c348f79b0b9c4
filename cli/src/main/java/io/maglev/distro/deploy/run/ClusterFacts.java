package io.maglev.distro.deploy.run;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.KubeObject;
import java.util.Set;
import java.util.stream.Collectors;

/** What charts and readiness rules ask about a cluster as a whole. Reads only. */
public final class ClusterFacts {
  private ClusterFacts() {}

  /** What the cluster serves now, as charts see it in {@code .Capabilities}. */
  public static Capabilities capabilities(KubeGateway kube) {
    return new Capabilities(
        kube.version().gitVersion(),
        kube.version().major(),
        kube.version().minor(),
        kube.apis().versionSet());
  }

  /** Names of StorageClasses whose claims stay pending until a Pod uses them. */
  public static Set<String> lateBindingClasses(KubeGateway kube) {
    try {
      return kube.list(KubeQuery.of("storage.k8s.io/v1", "StorageClass", "")).stream()
          .filter(
              c -> c.string("volumeBindingMode").filter("WaitForFirstConsumer"::equals).isPresent())
          .map(KubeObject::name)
          .collect(Collectors.toSet());
    } catch (KubeException e) {
      // Who may not see the classes waits for claims as if they bound at once, as Helm does.
      return Set.of();
    }
  }
}
