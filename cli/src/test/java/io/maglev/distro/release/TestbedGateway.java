package io.maglev.distro.release;

import io.maglev.distro.kube.ClusterSelection;
import io.maglev.distro.kube.FabricGateway;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeconfigLoader;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The real gateway to a testbed. */
final class TestbedGateway {
  private TestbedGateway() {}

  static KubeGateway connect(Testbed testbed) {
    ClusterSelection selection =
        new ClusterSelection(Optional.of(testbed.kubeconfig()), Optional.empty(), Optional.empty());
    return FabricGateway.connect(
        new KubeconfigLoader(Map.of(), Path.of("nowhere")).load(selection));
  }
}
