package io.maglev.distro.deploy.wait;

import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.ScriptedRenderer;
import io.maglev.distro.model.KubeObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {

  @ParameterizedTest
  @CsvSource({
    "Deployment, web, ReplicaSet, web-5f6d8, other, true",
    "Deployment, web, ReplicaSet, web-admin-5f6d8, other, false",
    "Deployment, web, ReplicaSet, website-5f6d8, other, false",
    "Deployment, web, StatefulSet, web-5f6d8, other, false",
    "StatefulSet, web, StatefulSet, web, u1, true",
    "StatefulSet, web, StatefulSet, web, other, false",
    "StatefulSet, web, ReplicaSet, web-5f6d8, other, false",
  })
  void owns_ownersOfThePod(
      String kind, String name, String ownerKind, String owner, String uid, boolean expected) {
    KubeObject workload =
        object(
            "{ apiVersion: apps/v1, kind: %s, metadata: { name: %s, uid: u1 } }"
                .formatted(kind, name));
    KubeObject pod =
        object(
            "{ apiVersion: v1, kind: Pod, metadata: { name: p, ownerReferences: [ { kind: %s, name: %s, uid: %s } ] } }"
                .formatted(ownerKind, owner, uid));

    assertThat(Workloads.owns(workload, pod)).isEqualTo(expected);
  }

  @Test
  void owns_podOfNobody_isNot() {
    KubeObject workload =
        object("{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, uid: u1 } }");

    assertThat(Workloads.owns(workload, object("{ kind: Pod, metadata: { name: web-1-2 } }")))
        .isFalse();
  }

  @Test
  void hasPods_onlyWithATemplate() {
    assertThat(Workloads.hasPods(object(ScriptedRenderer.deployment("web", "")))).isTrue();
    assertThat(Workloads.hasPods(object(ScriptedRenderer.configMap("web")))).isFalse();
  }
}
