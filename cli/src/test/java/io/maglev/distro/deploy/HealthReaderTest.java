package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthReaderTest {
  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final DeployFixture distro =
      new DeployFixture(cluster, "demo-system", LeapingClock.of(cluster, time));

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void read_allWell_isReady() {
    distro.component("app").component("other");
    distro.renderer.manifest("app", configMap("settings") + deployment("web", ""));
    distro.install();

    assertThat(read())
        .allMatch(ComponentHealth::isReady)
        .extracting(health -> health.releaseStatus() + " " + health.releaseRevision())
        .containsExactly("deployed 1", "deployed 1");
  }

  @Test
  void read_unreadyObject_isAProblem() {
    distro.component("app");
    distro.renderer.manifest(
        "app", deployment("web", "testbed.distro.maglev.io/fail: never-ready"));
    distro.install();

    ComponentHealth health = read().get(0);

    assertThat(health.isReady()).isFalse();
    assertThat(health.releaseStatus()).isEqualTo("failed");
    assertThat(health.problems())
        .singleElement()
        .asString()
        .startsWith("Deployment/demo-system/web: ");
  }

  @Test
  void read_objectGone_isAProblem() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    distro.install();
    cluster.delete(
        new ResourceId("v1", "ConfigMap", "demo-system", "settings"), DeleteOptions.BACKGROUND);

    assertThat(read().get(0).problems())
        .containsExactly("ConfigMap/demo-system/settings: it does not exist");
  }

  @Test
  void read_releaseGone_isMissing() {
    distro.component("app");
    distro.install();
    cluster.delete(
        new ResourceId("v1", "Secret", "demo-system", "sh.helm.release.v1.app.v1"),
        DeleteOptions.BACKGROUND);

    ComponentHealth health = read().get(0);

    assertThat(health.releaseStatus()).isEqualTo("missing");
    assertThat(health.problems()).containsExactly("its release is gone");
  }

  @Test
  void read_kindMayNotBeListed_isAProblemOfItsObjects() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    distro.install();
    cluster.onCall(
        call -> {
          if (call.verb().equals("list") && call.id().kind().equals("ConfigMap")) {
            throw RunFixture.forbidden("no");
          }
        });

    assertThat(read().get(0).problems())
        .containsExactly("ConfigMap/demo-system/settings: it cannot be read: no");
  }

  @Test
  void read_manyObjectsOfAKind_readsThemOnce() {
    distro.component("a").component("b");
    distro.renderer.manifest("a", configMap("one") + configMap("two"));
    distro.renderer.manifest("b", configMap("three"));
    distro.install();
    int before = cluster.calls().size();

    read();

    assertThat(cluster.calls().stream().skip(before))
        .filteredOn(call -> call.id().kind().equals("ConfigMap"))
        .hasSize(1);
  }

  private List<ComponentHealth> read() {
    return new HealthReader(cluster, distro.releases)
        .read(distro.revision().content().components(), false);
  }
}
