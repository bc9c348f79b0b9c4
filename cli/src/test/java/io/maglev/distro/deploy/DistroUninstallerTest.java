package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.sandbox.CallHook;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DistroUninstallerTest {
  private static final String FAILS = "testbed.distro.maglev.io/fail: exit-1";

  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);
  private final DeployFixture distro = new DeployFixture(cluster, "demo-system", clock);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void uninstall_all_leavesNoRecordAndNoLease() {
    distro.component("postgres").component("kong", "postgres");
    distro.install();

    UninstallOutcome outcome = distro.uninstall();

    assertThat(outcome.remaining()).isEmpty();
    assertThat(cluster.objects())
        .filteredOn(object -> object.namespace().equals("demo-system"))
        .isEmpty();
  }

  @Test
  void uninstall_leaseMayNotBeDeleted_isAWarningOnly() {
    distro.component("app");
    distro.install();
    cluster.onCall(
        call -> {
          if (call.verb().equals("delete") && call.id().kind().equals("Lease")) {
            throw RunFixture.forbidden("no");
          }
        });

    UninstallOutcome outcome = distro.uninstall();

    assertThat(outcome.failures()).isEmpty();
    assertThat(distro.events)
        .contains(new Warning("demo", "Lease/demo-system/distro-demo stays: no"));
    assertThat(distro.install().failures()).isEmpty();
  }

  @Test
  void uninstall_part_recordsWhatIsLeft() {
    distro.component("a").component("b");
    distro.install();

    UninstallOutcome outcome = distro.uninstall("b");

    assertThat(outcome.remaining()).containsExactly("a");
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
    assertThat(distro.revision().description()).isEqualTo("Uninstalled b");
    assertThat(distro.revision().content().components())
        .extracting(RevisionComponent::name)
        .containsExactly("a");
    assertThat(live("Lease", "distro-demo")).isPresent();
  }

  @Test
  void uninstall_partThenInstall_bringsItBack() {
    distro.component("a").component("b");
    distro.install();
    distro.uninstall("b");

    DeployOutcome again = distro.install();

    assertThat(again.tasks())
        .extracting(task -> task.task() + " " + task.outcome())
        .containsExactlyInAnyOrder("a UNCHANGED", "b DONE");
    assertThat(again.revision().content().components()).hasSize(2);
  }

  @Test
  void uninstall_partOfAFailedOne_doesNotMakeItWhole() {
    distro.component("good").component("bad");
    distro.renderer.manifest(
        "bad", deployment("bad", "testbed.distro.maglev.io/fail: never-ready"));
    distro.install();

    distro.uninstall("good");

    assertThat(distro.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
  }

  @Test
  void uninstall_ofWhatFailedToInstall_leavesNothing() {
    distro.component("app").component("other", "app");
    distro.renderer.manifest(
        "app", configMap("x") + deployment("app", "testbed.distro.maglev.io/fail: never-ready"));
    distro.install();

    assertThat(distro.uninstallRecorded().remaining()).isEmpty();

    assertThat(live("ConfigMap", "x")).isEmpty();
    assertThat(distro.revisions.list("")).isEmpty();
  }

  @Test
  void uninstall_oneFails_keepsItAndWhatItRequiresAndGoesOnNextTime() {
    distro.component("postgres").component("kong", "postgres").component("idm");
    distro.renderer.manifest("kong", configMap("kong"));
    distro.install();
    cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("delete") && call.id().name().equals("kong"),
            () -> RunFixture.forbidden("no")));

    UninstallOutcome failed = distro.uninstall();

    assertThat(failed.failures()).hasSize(1);
    assertThat(failed.tasks())
        .extracting(task -> task.task() + " " + task.outcome())
        .containsExactlyInAnyOrder("kong FAILED", "postgres HELD_BACK", "idm DONE");
    assertThat(failed.remaining()).containsExactlyInAnyOrder("postgres", "kong");
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
    assertThat(distro.uninstallRecorded().remaining()).isEmpty();
    assertThat(distro.revisions.list("")).isEmpty();
  }

  @Test
  void uninstall_requiredByOneThatStays_isRefused() {
    distro.component("postgres").component("kong", "postgres").component("idm", "postgres");
    distro.install();

    assertThatThrownBy(() -> distro.uninstall("postgres", "idm"))
        .hasMessage("cannot uninstall idm, postgres: remaining components require some of them")
        .satisfies(
            e -> {
              DistroException refused = (DistroException) e;
              assertThat(refused.code()).isEqualTo(ErrorCode.REQUIREMENT_UNMET);
              assertThat(refused.where().toString()).contains("'kong' requires 'postgres'");
            });
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void uninstall_notInstalled_isNamed() {
    distro.component("app");

    assertThatThrownBy(distro::uninstall)
        .hasMessage(
            "cannot uninstall distro 'demo': it is not installed in namespace 'demo-system'");
  }

  @Test
  void uninstall_releaseGoneAlready_isFine() {
    distro.component("app");
    distro.install();
    cluster.delete(
        new ResourceId("v1", "Secret", "demo-system", "sh.helm.release.v1.app.v1"),
        DeleteOptions.BACKGROUND);

    UninstallOutcome outcome = distro.uninstall();

    assertThat(outcome.tasks()).extracting(TaskEnded::outcome).containsExactly(Outcome.UNCHANGED);
    assertThat(distro.revisions.list("")).isEmpty();
  }

  @Test
  void uninstall_hooks_runAroundAndTheirObjectsGoButForKeptOnes() {
    distro
        .component("app")
        .hook("pki", HookPhase.PRE_INSTALL, List.of())
        .hook("backup", HookPhase.PRE_DELETE, List.of())
        .hook("sweep", HookPhase.POST_DELETE, List.of());
    distro
        .renderer
        .manifest(
            "pki",
            configMap("bundle")
                + configMap("ca")
                    .replace(
                        "name: ca", "name: ca\n  annotations: { helm.sh/resource-policy: keep }"))
        .manifest("backup", "---\n" + job("save", HookPhase.PRE_DELETE, 0, "").manifest())
        .manifest("sweep", configMap("swept"));
    distro.install();
    distro.events.clear();

    distro.uninstall();

    assertThat(distro.started())
        .containsExactly("backup (pre-delete)", "app", "sweep (post-delete)");
    assertThat(live("ConfigMap", "bundle")).isEmpty();
    assertThat(live("ConfigMap", "swept")).isEmpty();
    assertThat(live("ConfigMap", "ca")).isPresent();
  }

  @Test
  void uninstall_preDeleteHookFails_touchesNothing() {
    distro.component("app").hook("backup", HookPhase.PRE_DELETE, List.of());
    distro
        .renderer
        .manifest("app", configMap("settings"))
        .manifest("backup", "---\n" + job("save", HookPhase.PRE_DELETE, 0, FAILS).manifest());
    distro.install();

    UninstallOutcome outcome = distro.uninstall();

    assertThat(outcome.remaining()).containsExactly("app");
    assertThat(live("ConfigMap", "settings")).isPresent();
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
  }

  @Test
  void uninstall_postDeleteHookFails_keepsTheRecordUntilItSucceeds() {
    distro.component("app").hook("sweep", HookPhase.POST_DELETE, List.of());
    distro.renderer.manifest(
        "sweep", "---\n" + job("sweep", HookPhase.POST_DELETE, 0, FAILS).manifest());
    distro.install();

    UninstallOutcome outcome = distro.uninstall();

    assertThat(outcome.failures()).hasSize(1);
    assertThat(outcome.remaining()).isEmpty();
    assertThat(distro.revision().content().components()).isEmpty();
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
    assertThat(live("Lease", "distro-demo")).isPresent();
  }

  @Test
  void uninstall_secretParameters_reachNeitherEventsNorFailures() {
    distro
        .component("app")
        .hook("backup", HookPhase.PRE_DELETE, List.of())
        .parameters(Map.of("password", "hunter2"), "password");
    distro.renderer.manifest(
        "backup",
        "---\n"
            + job(
                    "save",
                    HookPhase.PRE_DELETE,
                    0,
                    FAILS + ", testbed.distro.maglev.io/logs: 'login with hunter2 failed'")
                .manifest());
    distro.install();
    cluster.onCall(
        call -> {
          if (call.verb().equals("list") && call.id().kind().equals("Event")) {
            throw RunFixture.forbidden("hunter2");
          }
        });

    UninstallOutcome outcome = distro.uninstall();

    assertThat(outcome.failures()).hasSize(1);
    assertThat(distro.events).noneMatch(event -> event.toString().contains("hunter2"));
    assertThat(distro.events)
        .filteredOn(ContainerLog.class::isInstance)
        .extracting(event -> ((ContainerLog) event).lines())
        .containsExactly(List.of("login with *** failed"));
  }

  private Optional<KubeObject> live(String kind, String name) {
    String apiVersion = kind.equals("Lease") ? "coordination.k8s.io/v1" : "v1";
    return cluster.get(new ResourceId(apiVersion, kind, "demo-system", name));
  }
}
