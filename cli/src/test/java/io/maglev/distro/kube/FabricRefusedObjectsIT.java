package io.maglev.distro.kube;

import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** A real API server says what was recorded. */
@OnTestbed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FabricRefusedObjectsIT extends RefusedObjectsContract {
  private final KubeGateway gateway;
  private final String namespace;

  FabricRefusedObjectsIT(Testbed testbed) {
    namespace = testbed.namespace();
    ClusterSelection selection =
        new ClusterSelection(Optional.of(testbed.kubeconfig()), Optional.empty(), Optional.empty());
    gateway = FabricGateway.connect(new KubeconfigLoader(Map.of(), Path.of("/")).load(selection));
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @Override
  protected KubeGateway gateway() {
    return gateway;
  }

  @Override
  protected String namespace() {
    return namespace;
  }
}
