package io.maglev.distro.deploy.object;

import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecreationTest {
  private static final Ownership APP = new Ownership("app", "ns");
  private static final String REFUSAL =
      "StatefulSet.apps \"db\" is invalid: spec: Forbidden: updates to statefulset spec for fields"
          + " other than 'replicas', 'template' are forbidden";

  private final RunFixture run = new RunFixture();
  private boolean exists = true;

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void immutableField_withoutTheFlag_isNamedWithObjectAndFlag() {
    new ObjectApplier(run.context).apply(List.of(set("old", "1Gi")), APP);
    refuse(REFUSAL);

    assertThatThrownBy(() -> new ObjectApplier(run.context).apply(List.of(set("new", "2Gi")), APP))
        .hasMessage(
            "cannot apply StatefulSet/ns/db: spec.serviceName, spec.volumeClaimTemplates cannot be"
                + " changed while it exists")
        .asInstanceOf(type(DistroException.class))
        .satisfies(e -> assertThat(e.hint()).get().asString().contains("--recreate"))
        .satisfies(e -> assertThat(e.where().get(0).toString()).isEqualTo(REFUSAL));
    assertThat(run.writes()).noneMatch(call -> call.startsWith("delete"));
  }

  @Test
  void immutableField_withTheFlag_isMadeAnewWithoutItsPods() {
    KubeObject old = new ObjectApplier(run.context).apply(List.of(set("old", "1Gi")), APP).get(0);
    refuse(REFUSAL);

    KubeObject made = new ObjectApplier(recreating()).apply(List.of(set("new", "1Gi")), APP).get(0);

    assertThat(made.uid()).isNotEqualTo(old.uid());
    assertThat(made.string("spec", "serviceName")).contains("new");
    assertThat(run.writes())
        .containsExactly(
            "apply StatefulSet/ns/db",
            "apply StatefulSet/ns/db",
            "mergePatch StatefulSet/ns/db",
            "delete StatefulSet/ns/db",
            "apply StatefulSet/ns/db");
    assertThat(run.events(StepStarted.class))
        .extracting(StepStarted::step)
        .contains("making StatefulSet/ns/db anew: spec.serviceName");
  }

  @Test
  void anotherRefusal_isNoReasonToMakeItAnew() {
    new ObjectApplier(run.context).apply(List.of(set("old", "1Gi")), APP);
    refuse("StatefulSet.apps \"db\" is invalid: spec.replicas: Invalid value: -1");

    assertThatThrownBy(() -> new ObjectApplier(recreating()).apply(List.of(set("new", "1Gi")), APP))
        .hasMessage("cannot apply StatefulSet/ns/db: the server refuses it");
    assertThat(run.writes()).noneMatch(call -> call.startsWith("delete"));
  }

  /** As an API server does while the set exists. */
  private void refuse(String message) {
    run.cluster.onCall(
        call -> {
          if (!call.id().kind().equals("StatefulSet")) {
            return;
          }
          exists &= !call.verb().equals("delete");
          if (exists && call.verb().equals("apply")) {
            throw new KubeException(
                ErrorCode.CLUSTER_FAILED, 422, "Invalid", message, Optional.empty(), null);
          }
        });
  }

  private RunContext recreating() {
    RunContext plain = run.context;
    return new RunContext(
        plain.kube(),
        plain.live(),
        plain.listener(),
        plain.clock(),
        plain.fence(),
        plain.secrets(),
        plain.hooks(),
        new SafetyOptions(false, true));
  }

  private static KubeObject set(String service, String size) {
    return object(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db, namespace: ns }
        spec:
          serviceName: %s
          replicas: 1
          persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }
          selector: { matchLabels: { app: db } }
          template:
            metadata: { labels: { app: db } }
            spec: { containers: [ { name: main, image: "example.org/db:1" } ] }
          volumeClaimTemplates:
            - metadata: { name: data }
              spec: { accessModes: [ ReadWriteOnce ], resources: { requests: { storage: %s } } }
        """
            .formatted(service, size));
  }
}
