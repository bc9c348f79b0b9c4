package io.maglev.distro.deploy.object;

import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.LostFence;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.Fence;
import io.maglev.distro.sandbox.CallHook;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespacesTest {
  private final RunFixture run = new RunFixture();
  private final Namespaces namespaces = new Namespaces(run.cluster, Fence.none());

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void ensure_missing_isLabelledAsHelmDoes() {
    namespaces.ensure("fresh");

    assertThat(namespace("fresh").orElseThrow().labels()).containsEntry("name", "fresh");
  }

  @Test
  void ensure_thereAlready_isLeftAlone() {
    namespaces.ensure("ns");

    assertThat(run.writes()).isEmpty();
  }

  @Test
  void ensure_anotherMakesItMeanwhile_isFine() {
    run.cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("create"),
            () ->
                new KubeException(
                    ErrorCode.CLUSTER_FAILED,
                    409,
                    "AlreadyExists",
                    "exists",
                    Optional.empty(),
                    null)));

    assertThatCode(() -> namespaces.ensure("fresh")).doesNotThrowAnyException();
  }

  @Test
  void requireAlive_onItsWayOut_isRefused() {
    KubeObject leaving =
        object(
            "{ apiVersion: v1, kind: Namespace, metadata: { name: old, deletionTimestamp: now } }");

    assertThatThrownBy(() -> Namespaces.requireAlive(leaving))
        .hasMessage("cannot use namespace 'old': it is being deleted");
  }

  @Test
  void ensure_afterTheLeaseIsLost_createsNothing() {
    assertThatThrownBy(() -> new Namespaces(run.cluster, new LostFence()).ensure("fresh"));

    assertThat(namespace("fresh")).isEmpty();
  }

  private Optional<KubeObject> namespace(String name) {
    return run.cluster.get(new ResourceId("v1", "Namespace", "", name));
  }
}
