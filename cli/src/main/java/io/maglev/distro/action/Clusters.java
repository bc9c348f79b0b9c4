package io.maglev.distro.action;

import io.maglev.distro.kube.ClusterSelection;
import io.maglev.distro.kube.FabricGateway;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeconfigLoader;
import java.nio.file.Path;

/** Opens the cluster a request means. */
final class Clusters {
  private Clusters() {}

  /** The cluster; the caller closes it. Nothing is sent to it yet. */
  static KubeGateway open(ClusterRequest request) {
    Path home = Path.of(System.getProperty("user.home"));
    ClusterSelection selection =
        new ClusterSelection(request.kubeconfig(), request.context(), request.namespace());
    return FabricGateway.connect(new KubeconfigLoader(request.environment(), home).load(selection));
  }
}
