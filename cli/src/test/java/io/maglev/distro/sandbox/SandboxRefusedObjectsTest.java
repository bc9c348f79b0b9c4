package io.maglev.distro.sandbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.RefusedObjectsContract;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.YamlReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sandbox says what a real API server was recorded to say, and keeps to its size. */
class SandboxRefusedObjectsTest extends RefusedObjectsContract {
  private final SandboxGateway gateway = new SandboxGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Override
  protected KubeGateway gateway() {
    return gateway;
  }

  @Override
  protected String namespace() {
    return "default";
  }

  @Test
  void replicas_beyondWhatTheSandboxTakes_areRefused() {
    assertThatThrownBy(() -> apply("apps/v1", "Deployment", 1001))
        .hasMessageContaining("spec.replicas: Invalid value: 1001: the sandbox takes at most 1000");
  }

  @Test
  void kindsOfOthers_areNotLookedInto() {
    gateway.apply(
        new KubeObject(
            YamlReader.readObject(
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: deployments.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {plural: deployments, kind: Deployment}
                  versions: [{name: v1, served: true}]
                """,
                "")),
        ApplyOptions.HELM);

    assertThatCode(() -> apply("example.com/v1", "Deployment", 5000)).doesNotThrowAnyException();
  }

  private void apply(String apiVersion, String kind, int replicas) {
    String yaml =
        """
        apiVersion: %s
        kind: %s
        metadata: {name: big, namespace: default}
        spec:
          replicas: %d
          selector: {matchLabels: {a: b}}
          template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}
        """;
    gateway.apply(
        new KubeObject(YamlReader.readObject(yaml.formatted(apiVersion, kind, replicas), "")),
        ApplyOptions.HELM);
  }
}
