package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the cluster holds of a release of {@link TurnChart}. */
record TurnState(KubernetesClient client, String namespace) {
  private static final ResourceDefinitionContext GADGETS =
      new ResourceDefinitionContext.Builder()
          .withGroup("turn.test.maglev.io")
          .withVersion("v1")
          .withKind("Gadget")
          .withPlural("gadgets")
          .withNamespaced(true)
          .build();

  /** Everything is as that turn has it, and nothing is left of another. */
  void assertTurn(int turn, String colour) {
    String only = Integer.toString(turn);
    Deployment deployment = Objects.requireNonNull(deployment());
    assertThat(deployment.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsOnly(
            Map.entry("test/turn", only),
            Map.entry("test/colour", colour),
            Map.entry("test/only-" + only, "yes"));
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv())
        .extracting(EnvVar::getName)
        .containsExactly("TURN", "ONLY_" + only);
    assertThat(Objects.requireNonNullElse(deployment.getSpec().getMinReadySeconds(), 0))
        .isEqualTo(turn % 2);
    assertThat(client.services().inNamespace(namespace).withName("web").get().getSpec().getPorts())
        .extracting(ServicePort::getName)
        .containsExactly("main", "only-" + only);
    assertThat(configMap().getData())
        .containsOnly(Map.entry("turn", only), Map.entry("only-" + only, "yes"));
    assertThat(gadget().getAdditionalProperties().get("spec"))
        .isEqualTo(Map.of("turn", only, "only" + only, "yes"));
    assertThat(objectsOfOneTurn()).containsExactly("only-" + only);
  }

  /** Of each object, how the manager {@code helm} has written it. */
  List<String> helmsOperations() {
    return Stream.of(
            Objects.requireNonNull(deployment()),
            client.services().inNamespace(namespace).withName("web").get(),
            configMap(),
            gadget())
        .map(TurnState::operations)
        .toList();
  }

  /** The turn of the chart that a hook has last run for, empty if it never has. */
  String hook(String event) {
    Job job = client.batch().v1().jobs().inNamespace(namespace).withName("hook-" + event).get();
    return job == null ? "" : job.getMetadata().getAnnotations().getOrDefault("test/turn", "");
  }

  @Nullable Deployment deployment() {
    return client.apps().deployments().inNamespace(namespace).withName("web").get();
  }

  private ConfigMap configMap() {
    return client.configMaps().inNamespace(namespace).withName("web").get();
  }

  private GenericKubernetesResource gadget() {
    return client.genericKubernetesResources(GADGETS).inNamespace(namespace).withName("web").get();
  }

  private List<String> objectsOfOneTurn() {
    return client.configMaps().inNamespace(namespace).list().getItems().stream()
        .map(it -> it.getMetadata().getName())
        .filter(it -> it.startsWith("only-"))
        .toList();
  }

  private static String operations(HasMetadata object) {
    return object.getKind()
        + object.getMetadata().getManagedFields().stream()
            .filter(it -> "helm".equals(it.getManager()))
            .map(ManagedFieldsEntry::getOperation)
            .toList();
  }
}
