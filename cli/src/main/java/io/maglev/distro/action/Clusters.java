package io.maglev.distro.action;

import io.maglev.distro.kube.ClusterSelection;
import io.maglev.distro.kube.FabricGateway;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeconfigLoader;
import io.maglev.distro.sandbox.StoredSandbox;
import java.nio.file.Path;

/** Opens the cluster a request means. */
final class Clusters {
  private Clusters() {}

  /**
   * The cluster; the caller closes it. Nothing is sent to it yet.
   *
   * @throws io.maglev.distro.error.DistroException with LOCKED if another process changes the
   *     sandbox
   */
  static KubeGateway open(ClusterRequest request) {
    return request.sandbox() ? StoredSandbox.open(sandbox(request)) : connect(request);
  }

  /** As {@link #open}, for those who change nothing: the sandbox is not waited for. */
  static KubeGateway openToRead(ClusterRequest request) {
    return request.sandbox() ? StoredSandbox.read(sandbox(request)) : connect(request);
  }

  private static Path sandbox(ClusterRequest request) {
    return StoredSandbox.file(request.environment(), home());
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }

  private static KubeGateway connect(ClusterRequest request) {
    ClusterSelection selection =
        new ClusterSelection(request.kubeconfig(), request.context(), request.namespace());
    return FabricGateway.connect(
        new KubeconfigLoader(request.environment(), home()).load(selection));
  }
}
