package io.maglev.distro.testbed;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes and removes namespaces of unique names. */
final class Namespaces {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Namespaces() {}

  /** Returns when the namespace takes Pods, which need its default ServiceAccount. */
  static String create(KubernetesClient client) {
    String name =
        client
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName("test-")
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getName();
    client
        .serviceAccounts()
        .inNamespace(name)
        .withName("default")
        .waitUntilCondition(account -> account != null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return name;
  }

  /** Asks for the deletion and does not wait; a control plane that is gone is fine too. */
  static void delete(KubernetesClient client, String name) {
    try {
      client.namespaces().withName(name).delete();
    } catch (KubernetesClientException e) {
      System.err.printf("testbed: namespace '%s' is left behind: %s%n", name, e.getMessage());
    }
  }
}
