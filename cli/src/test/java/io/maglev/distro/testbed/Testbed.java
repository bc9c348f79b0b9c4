package io.maglev.distro.testbed;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/**
 * A control plane that runs, with a namespace that belongs to the test class alone.
 *
 * @param kubeconfig the administrator's
 * @param namespace deleted after the last test of the class
 * @param client an administrator's client whose default namespace is {@code namespace}
 */
public record Testbed(Path kubeconfig, String namespace, KubernetesClient client) {

  /** Creates another namespace; the test deletes it if it minds. */
  public String newNamespace() {
    return Namespaces.create(client);
  }
}
