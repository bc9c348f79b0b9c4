package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.object.CrdsTest;
import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxCall;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DistroDeployerTest {
  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);
  private final DeployFixture distro = new DeployFixture(cluster, "demo-system", clock);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void install_twoComponents_areDeployedReleasesInOrder() {
    distro.component("kong", "postgres").component("postgres");
    distro.renderer.manifest("postgres", deployment("postgres", ""));
    distro.renderer.manifest("kong", deployment("kong", ""));

    DeployOutcome outcome = distro.install();

    assertThat(outcome.failures()).isEmpty();
    assertThat(distro.started()).containsExactly("postgres", "kong");
    assertThat(distro.history("postgres").last().map(ReleaseEntry::status))
        .contains(ReleaseStatus.DEPLOYED);
    assertThat(distro.history("kong").last().orElseThrow().release().info().description())
        .isEqualTo("Install complete");
    assertThat(outcome.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
    assertThat(outcome.revision().content().component("kong").orElseThrow().release().revision())
        .isEqualTo(1);
  }

  @Test
  void install_objects_areOwnedAsHelmDoes() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));

    distro.install();

    KubeObject live = live("ConfigMap", "settings").orElseThrow();
    assertThat(live.labels()).containsEntry("app.kubernetes.io/managed-by", "Helm");
    assertThat(live.annotations())
        .containsEntry("meta.helm.sh/release-name", "app")
        .containsEntry("meta.helm.sh/release-namespace", "demo-system");
  }

  @Test
  void install_podsCannotStart_failsFastAndHoldsBackDependents() {
    distro.component("app").component("dependent", "app").component("other");
    distro.renderer.manifest("app", deployment("app", "testbed.distro.maglev.io/fail: image-pull"));
    distro.renderer.manifest("dependent", configMap("dependent"));
    distro.renderer.manifest("other", configMap("other"));

    DeployOutcome outcome = distro.install();

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.failures()).hasSize(1);
    assertThat(outcome.failures().get(0)).hasMessageContaining("ImagePullBackOff");
    assertThat(outcome.tasks())
        .filteredOn(task -> task.outcome() == RunEvent.Outcome.HELD_BACK)
        .extracting(RunEvent.TaskEnded::task)
        .containsExactly("dependent");
    assertThat(distro.history("app").last().map(ReleaseEntry::status))
        .contains(ReleaseStatus.FAILED);
    assertThat(distro.history("other").last().map(ReleaseEntry::status))
        .contains(ReleaseStatus.DEPLOYED);
    assertThat(outcome.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
  }

  @Test
  void install_neverReady_endsAtTheTimeoutNamingTheObject() {
    distro.component("app").timeout(Duration.ofSeconds(2));
    distro.renderer.manifest(
        "app", deployment("app", "testbed.distro.maglev.io/fail: never-ready"));

    DeployOutcome outcome = distro.install();

    assertThat(outcome.failures()).hasSize(1);
    assertThat(outcome.failures().get(0))
        .hasMessageContaining("after 2s")
        .satisfies(e -> assertThat(e.where().toString()).contains("Deployment/demo-system/app"));
  }

  @Test
  void install_againAfterAFailure_goesOn() {
    distro.component("app").component("other").timeout(Duration.ofSeconds(2));
    distro.renderer.manifest(
        "app", deployment("app", "testbed.distro.maglev.io/fail: never-ready"));
    distro.renderer.manifest("other", configMap("other"));
    distro.install();
    distro.renderer.manifest("app", deployment("app", ""));

    DeployOutcome again = distro.install();

    assertThat(again.failures()).isEmpty();
    assertThat(distro.history("app").last().orElseThrow().revision()).isEqualTo(2);
    assertThat(distro.history("other").last().orElseThrow().revision()).isEqualTo(1);
    assertThat(again.revision().key().revision()).isEqualTo(2);
    assertThat(again.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void install_againAfterAFailedFirstHook_isStillAnInstallation() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    distro.renderer.hook(
        "app", job("prepare", HookPhase.PRE_INSTALL, 0, "testbed.distro.maglev.io/fail: exit-1"));
    distro.install();
    distro.renderer.forgetHooks("app").hook("app", job("prepare", HookPhase.PRE_INSTALL, 0, ""));
    long before = created("prepare");

    DeployOutcome again = distro.install();

    assertThat(again.failures()).isEmpty();
    assertThat(created("prepare")).isEqualTo(before + 1);
    assertThat(distro.history("app").last().orElseThrow().release().info().description())
        .isEqualTo("Install complete");
    assertThat(distro.history("app").last().orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void install_nothingChanged_makesNoRevision() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    distro.install();

    DeployOutcome again = distro.install();

    assertThat(again.tasks())
        .extracting(RunEvent.TaskEnded::outcome)
        .containsOnly(RunEvent.Outcome.UNCHANGED);
    assertThat(again.revision().key().revision()).isEqualTo(1);
    assertThat(distro.history("app").entries()).hasSize(1);
  }

  @Test
  void install_failingPreInstallHook_appliesNothingOfTheComponent() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    distro.renderer.hook(
        "app", job("prepare", HookPhase.PRE_INSTALL, 0, "testbed.distro.maglev.io/fail: exit-1"));

    DeployOutcome outcome = distro.install();

    assertThat(outcome.failures()).hasSize(1);
    assertThat(outcome.failures().get(0))
        .hasMessage(
            "cannot run pre-install hook 'prepare' of 'app': Job/demo-system/prepare: the Job"
                + " failed: Job has reached the specified backoff limit");
    assertThat(live("ConfigMap", "settings")).isEmpty();
  }

  @Test
  void install_hooks_runByWeightThenName() {
    distro.component("app");
    distro.renderer.hook("app", job("b", HookPhase.POST_INSTALL, 0, ""));
    distro.renderer.hook("app", job("a", HookPhase.POST_INSTALL, 0, ""));
    distro.renderer.hook("app", job("first", HookPhase.POST_INSTALL, -5, ""));

    distro.install();

    assertThat(cluster.calls())
        .filteredOn(call -> call.verb().equals("create") && call.id().kind().equals("Job"))
        .extracting(call -> call.id().name())
        .containsExactly("first", "a", "b");
  }

  @Test
  void install_distroHook_runsBeforeThoseItNamesAndItsObjectsStay() {
    distro.component("app").hook("pki", HookPhase.PRE_INSTALL, List.of("app"));
    distro.renderer.manifest("app", configMap("settings"));
    distro.renderer.manifest("pki", configMap("certificates"));

    distro.install();

    assertThat(distro.started()).containsExactly("pki (pre-install)", "app");
    assertThat(live("ConfigMap", "certificates").orElseThrow().annotations())
        .containsEntry("distro.maglev.io/hook", "demo-system/demo/pki");
  }

  @Test
  void install_crds_areServedBeforeTheirObjects() {
    distro.component("app");
    distro.renderer.crd(
        "app",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: widgets.example.org }
        spec:
          group: example.org
          scope: Namespaced
          names: { kind: Widget, plural: widgets, singular: widget }
          versions:
            - name: v1
              served: true
              storage: true
              schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
        """);
    distro.renderer.manifest(
        "app", "apiVersion: example.org/v1\nkind: Widget\nmetadata: { name: one }\n");

    assertThat(distro.install().failures()).isEmpty();
  }

  @Test
  void install_requirementOutsideTheChoice_isLookedUpOnTheCluster() {
    distro.component("postgres").component("kong", "postgres");

    assertThatThrownBy(() -> distro.install("kong"))
        .isInstanceOf(DistroException.class)
        .extracting(e -> ((DistroException) e).where().toString())
        .asString()
        .contains("'kong' needs postgres: 'postgres' is not installed");
    assertThat(distro.install("postgres").failures()).isEmpty();
    assertThat(distro.install("kong").failures()).isEmpty();
  }

  @Test
  void install_wrongKubernetes_touchesNothing() {
    distro.component("app").kubernetes("<1.20");

    assertThatThrownBy(distro::install)
        .hasMessageContaining("needs Kubernetes <1.20, the cluster is v1.36.3");
    assertThat(cluster.calls()).noneMatch(SandboxCall::isWrite);
  }

  @Test
  void install_releaseOfSomebodyElse_isRefused() {
    DeployFixture stranger = new DeployFixture(cluster, "demo-system", clock);
    stranger.component("app");
    stranger.install();
    relabel("app", "other");
    DeployFixture ours = new DeployFixture(cluster, "demo-system", clock);
    ours.component("app").component("more");

    assertThatThrownBy(ours::install)
        .hasMessageContaining("'app'")
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.OWNERSHIP_CONFLICT);
  }

  @Test
  void install_objectOfSomebodyElse_isRefusedWithHelmsWordsBeforeAnythingBegins() {
    cluster.create(
        new KubeObject(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Namespace",
                "metadata",
                Map.of("name", "demo-system"))));
    cluster.create(
        new KubeObject(
            Map.of(
                "apiVersion", "v1",
                "kind", "ConfigMap",
                "metadata", Map.of("name", "settings", "namespace", "demo-system"))));
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));

    assertThatThrownBy(distro::install)
        .isInstanceOfSatisfying(
            DistroException.class,
            e ->
                assertThat(e.where().toString())
                    .contains(
                        "exists and cannot be imported into the current release: invalid"
                            + " ownership"));
    assertThat(distro.releases.history("demo-system", "app").last()).isEmpty();
  }

  @Test
  void uninstall_all_leavesOnlyWhatIsKept() {
    distro.component("postgres").component("kong", "postgres");
    distro.renderer.manifest("postgres", deployment("postgres", ""));
    distro.renderer.manifest(
        "kong",
        configMap("settings")
            + configMap("kept")
                .replace(
                    "  name: kept",
                    "  name: kept\n  annotations: { helm.sh/resource-policy: keep }"));
    distro.install();
    distro.events.clear();

    UninstallOutcome outcome = distro.uninstall();

    assertThat(outcome.failures()).isEmpty();
    assertThat(distro.started()).containsExactly("kong", "postgres");
    assertThat(live("ConfigMap", "settings")).isEmpty();
    assertThat(live("ConfigMap", "kept")).isPresent();
    assertThat(distro.history("kong").isEmpty()).isTrue();
    assertThat(distro.revisions.list("")).isEmpty();
  }

  @Test
  void uninstall_componentThatAnotherRequires_isRefused() {
    distro.component("postgres").component("kong", "postgres");
    distro.install();

    assertThatThrownBy(() -> distro.uninstall("postgres"))
        .extracting(e -> ((DistroException) e).where().toString())
        .asString()
        .contains("'kong' requires 'postgres'");
  }

  private long created(String job) {
    return cluster.calls().stream()
        .filter(call -> call.verb().equals("create") && call.id().name().equals(job))
        .count();
  }

  @Test
  void install_secretParameter_reachesNeitherEventsNorFailuresNorDescriptions() {
    distro.component("app").parameters(Map.of("password", "hunter2"), "password");
    distro.renderer.manifest(
        "app",
        deployment(
            "app",
            "testbed.distro.maglev.io/fail: never-ready,"
                + " testbed.distro.maglev.io/logs: 'login with hunter2, aHVudGVyMg=='"));
    distro.renderer.hook("app", job("hunter2", HookPhase.PRE_INSTALL, 0, ""));

    DeployOutcome outcome = distro.install();

    assertThat(outcome.failures()).hasSize(1);
    assertThat(distro.events.toString())
        .contains("login with ***, ***")
        .doesNotContain("hunter2")
        .doesNotContain("aHVudGVyMg==");
    assertThat(distro.history("app").last().orElseThrow().release().info().description())
        .doesNotContain("hunter2");
  }

  @Test
  void install_listenerFails_isNoMatterOfTheRun() {
    distro.component("app");

    DeployOutcome outcome =
        new DistroDeployer(cluster, distro.releases, distro.revisions, clock)
            .install(
                distro.order(),
                event -> {
                  throw new IllegalStateException("closed");
                });

    assertThat(outcome.succeeded()).isTrue();
  }

  @Test
  void install_hookInANamespaceOfItsOwn_findsItThere() {
    distro.component("app").hookIn("elsewhere", "pki", HookPhase.PRE_INSTALL);
    distro.renderer.manifest("pki", configMap("ca"));

    assertThat(distro.install().failures()).isEmpty();

    assertThat(cluster.get(new ResourceId("v1", "ConfigMap", "elsewhere", "ca"))).isPresent();
  }

  @Test
  void install_namespaceCannotBeMade_leavesNoRecord() {
    distro.component("app").hookIn("elsewhere", "pki", HookPhase.PRE_INSTALL);
    cluster.onCall(
        call -> {
          if (call.verb().equals("create") && call.id().name().equals("elsewhere")) {
            throw RunFixture.forbidden("no");
          }
        });

    assertThatThrownBy(distro::install).hasMessage("no");

    assertThat(distro.revisions.list("")).isEmpty();
  }

  @Test
  void install_otherBundleWhileDeployed_isRefused() {
    distro.component("app");
    distro.install();

    assertThatThrownBy(() -> distro.bundle("other").install())
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.OWNERSHIP_CONFLICT);
  }

  @Test
  void install_componentsSharingACrd_allFindItServed() {
    for (String name : List.of("a", "b", "c", "d")) {
      distro.component(name);
      distro.renderer.crd(name, CrdsTest.definition("Widget"));
      distro.renderer.manifest(
          name, "{ apiVersion: example.org/v1, kind: Widget, metadata: { name: " + name + " } }");
    }

    assertThat(distro.install().failures()).isEmpty();
  }

  @Test
  void install_manyAtOnce_recordsThemAll() {
    for (int i = 0; i < 40; i++) {
      distro.component("c" + i);
      distro.renderer.manifest("c" + i, configMap("settings-" + i));
    }

    DeployOutcome outcome = distro.install();

    assertThat(outcome.failures()).isEmpty();
    assertThat(distro.revision().content().components()).hasSize(40);
    assertThat(distro.revision().journal()).hasSize(121);
    assertThat(distro.install().tasks())
        .extracting(RunEvent.TaskEnded::outcome)
        .containsOnly(RunEvent.Outcome.UNCHANGED);
  }

  private Optional<KubeObject> live(String kind, String name) {
    return cluster.get(new ResourceId("v1", kind, "demo-system", name));
  }

  private void relabel(String release, String distroName) {
    ResourceId id =
        new ResourceId("v1", "Secret", "demo-system", "sh.helm.release.v1." + release + ".v1");
    cluster.mergePatch(id, Map.of("metadata", Map.of("labels", Map.of("distro", distroName))));
  }
}
