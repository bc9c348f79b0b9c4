package io.maglev.distro.deploy.rollback;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.Release;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DistroRollbackTest {
  private static final String CLAIM =
      """
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: { name: data }
      spec:
        accessModes: [ ReadWriteOnce ]
        resources: { requests: { storage: 1Gi } }
      """;

  private final RollbackFixture fixture = new RollbackFixture();
  private final DeployFixture distro = fixture.distro;
  private boolean refusing;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void rollback_afterAnUpgrade_bringsBackReleaseAndDistro() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();

    RollbackOutcome outcome = fixture.rollBack();

    assertThat(outcome.failures()).isEmpty();
    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(fixture.history("app"))
        .containsExactly(
            "1 superseded Install complete",
            "2 superseded Upgrade complete",
            "3 deployed Rollback to 1");
    assertThat(fixture.revisions())
        .containsExactly(
            "1 superseded Install complete",
            "2 superseded Install complete",
            "3 deployed Rollback to 1");
    DistroRevision revision = distro.revision();
    assertThat(revision.rolledBackTo()).contains(1);
    assertThat(revision.content().component("app").orElseThrow().release().revision()).isEqualTo(3);
    assertThat(revision.content().component("app").orElseThrow().chart().version())
        .isEqualTo("1.0.0");
  }

  @Test
  void rollback_release_isTheTargetsRecordWithItsOwnNumberAndTime() {
    fixture.component("app").deploy();
    Release first = distro.history("app").last().orElseThrow().release();
    fixture.version("app", "2.0.0").deploy();

    fixture.rollBack();

    Release third = distro.history("app").last().orElseThrow().release();
    assertThat(third.manifest()).isEqualTo(first.manifest());
    assertThat(third.chart()).isEqualTo(first.chart());
    assertThat(third.config()).isEqualTo(first.config());
    assertThat(third.info().notes()).isEqualTo(first.info().notes());
    assertThat(third.info().firstDeployed()).isEqualTo(first.info().firstDeployed());
    assertThat(third.labels()).isEqualTo(first.labels()).containsEntry("distro", "demo");
  }

  @Test
  void rollback_objectsThatCameSince_goButNoData() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0");
    fixture.manifest("app", configMap("app") + configMap("extra") + CLAIM).deploy();

    fixture.rollBack();

    assertThat(fixture.live("v1", "ConfigMap", "extra")).isEmpty();
    assertThat(fixture.live("v1", "PersistentVolumeClaim", "data")).isPresent();
  }

  @Test
  void rollback_unchangedComponent_isNotTouched() {
    fixture.component("app").component("other").deploy();
    fixture.version("app", "2.0.0").deploy();
    int before = fixture.calls();

    RollbackOutcome outcome = fixture.rollBack();

    assertThat(fixture.history("other")).hasSize(1);
    assertThat(fixture.writesSince(before)).noneMatch(call -> call.contains("other"));
    assertThat(outcome.tasks())
        .extracting(task -> task.task() + " " + task.outcome())
        .containsExactlyInAnyOrder("app DONE", "other UNCHANGED");
    assertThat(distro.revision().content().components()).hasSize(2);
  }

  @Test
  void rollback_dependents_stepBackFirst() {
    fixture.component("db").component("api", "db").component("web", "api").deploy();
    List.of("db", "api", "web").forEach(name -> fixture.version(name, "2.0.0"));
    fixture.deploy();

    fixture.rollBack();

    assertThat(distro.started()).containsExactly("web", "api", "db");
  }

  @Test
  void rollback_overAComponentThatIsNotChosen_keepsTheOrderOfTheOthers() {
    fixture.component("db").component("api", "db").component("web", "api").deploy();
    List.of("db", "api", "web").forEach(name -> fixture.version(name, "2.0.0"));
    fixture.deploy();

    fixture.exclude("api").rollBack();

    assertThat(distro.started()).containsExactly("web", "db");
  }

  @Test
  void rollback_helmHooks_areThoseOfTheRevisionItGoesBackTo() {
    fixture.component("app");
    distro
        .renderer
        .hook("app", job("old-pre", HookPhase.PRE_ROLLBACK, 0, ""))
        .hook("app", job("old-post", HookPhase.POST_ROLLBACK, 0, ""));
    fixture.deploy();
    distro.renderer.forgetHooks("app").hook("app", job("new-pre", HookPhase.PRE_ROLLBACK, 0, ""));
    fixture.version("app", "2.0.0").deploy();

    assertThat(fixture.rollBack().failures()).isEmpty();

    assertThat(fixture.live("batch/v1", "Job", "old-pre")).isPresent();
    assertThat(fixture.live("batch/v1", "Job", "old-post")).isPresent();
    assertThat(fixture.live("batch/v1", "Job", "new-pre")).isEmpty();
    assertThat(distro.history("app").last().orElseThrow().release().hooks())
        .allSatisfy(hook -> assertThat(hook.lastRun().completedAt()).isPresent());
  }

  @Test
  void rollback_distroHooks_areThoseThatTheOldRevisionKept() {
    fixture.component("app");
    distro.hook("before", HookPhase.PRE_ROLLBACK, List.of());
    distro.hook("after", HookPhase.POST_ROLLBACK, List.of());
    distro.renderer.manifest("before", configMap("before-1"));
    distro.renderer.manifest("after", configMap("after-1"));
    fixture.deploy();
    distro.renderer.manifest("before", configMap("before-2"));
    distro.renderer.manifest("after", configMap("after-2"));
    fixture.version("app", "2.0.0").deploy();

    fixture.rollBack();

    assertThat(distro.started())
        .containsExactly("before (pre-rollback)", "app", "after (post-rollback)");
    assertThat(fixture.live("v1", "ConfigMap", "before-1")).isPresent();
    assertThat(fixture.live("v1", "ConfigMap", "after-1")).isPresent();
    assertThat(fixture.live("v1", "ConfigMap", "before-2")).isEmpty();
  }

  @Test
  void rollback_hookBeforeOneComponent_endsBeforeThatStepsBack() {
    fixture.component("db").component("web", "db");
    distro.hook("backup", HookPhase.PRE_ROLLBACK, List.of("web"));
    distro.renderer.manifest("backup", configMap("backup"));
    fixture.deploy();
    fixture.version("db", "2.0.0").version("web", "2.0.0").deploy();

    fixture.rollBack();

    assertThat(distro.started()).containsExactly("backup (pre-rollback)", "web", "db");
  }

  @Test
  void rollback_componentThatCameSince_goesAndItsDataStays() {
    fixture.component("app").deploy();
    fixture.component("extra", "app").version("app", "2.0.0");
    fixture.manifest("extra", configMap("extra") + CLAIM).deploy();

    RollbackOutcome outcome = fixture.rollBack();

    assertThat(outcome.failures()).isEmpty();
    assertThat(distro.started()).containsExactly("extra", "app");
    assertThat(distro.history("extra").isEmpty()).isTrue();
    assertThat(fixture.live("v1", "ConfigMap", "extra")).isEmpty();
    assertThat(fixture.live("v1", "PersistentVolumeClaim", "data")).isPresent();
    assertThat(distro.revision().content().component("extra")).isEmpty();
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void rollback_twice_returnsToWhereItCameFrom() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    fixture.rollBack();

    fixture.rollBack();

    assertThat(fixture.live("app")).isEqualTo("2.0.0");
    assertThat(fixture.history("app")).last().isEqualTo("4 deployed Rollback to 2");
    assertThat(fixture.revisions()).last().isEqualTo("4 deployed Rollback to 2");
  }

  @Test
  void rollback_toWhatIsThereAlready_writesNothing() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    fixture.rollBack();
    int before = fixture.calls();

    RollbackOutcome outcome = fixture.rollBack(1);

    assertThat(fixture.writesSince(before)).isEmpty();
    assertThat(outcome.revision().key().revision()).isEqualTo(3);
    assertThat(outcome.tasks()).isEmpty();
  }

  @Test
  void rollback_afterAFailedUpgrade_bringsBackWhatWorked() {
    fixture.component("app").component("other").deploy();
    fixture.version("app", "2.0.0").version("other", "2.0.0");
    fixture.manifest("app", deployment("app", "testbed.distro.maglev.io/fail: image-pull"));
    distro.install();
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);

    RollbackOutcome outcome = fixture.rollBack();

    assertThat(outcome.failures()).isEmpty();
    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(fixture.live("other")).isEqualTo("1.0.0");
    assertThat(fixture.live("apps/v1", "Deployment", "app")).isEmpty();
    assertThat(fixture.revisions())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("1 superseded Install complete"),
            second -> assertThat(second).startsWith("2 failed-partial"),
            third -> assertThat(third).isEqualTo("3 deployed Rollback to 1"));
  }

  @Test
  void rollback_failingComponent_holdsBackThoseThatWaitAndNobodyElse() {
    fixture.component("db").component("web", "db").component("other").deploy();
    fixture.version("db", "2.0.0").version("web", "2.0.0").version("other", "2.0.0").deploy();
    refuseWrites("ConfigMap/demo-system/web");

    RollbackOutcome outcome = fixture.rollBack();

    assertThat(outcome.failures()).hasSize(1);
    assertThat(outcome.tasks())
        .extracting(task -> task.task() + " " + task.outcome())
        .containsExactlyInAnyOrder("web FAILED", "db HELD_BACK", "other DONE");
    assertThat(fixture.history("web"))
        .contains("2 superseded Upgrade complete")
        .last()
        .asString()
        .startsWith("3 failed Rollback \"web\" failed: ");
    assertThat(fixture.live("db")).isEqualTo("2.0.0");
    assertThat(fixture.revisions())
        .last()
        .isEqualTo("3 failed-partial Rollback to 1 failed: web; not started: db");
  }

  @Test
  void rollback_againAfterAFailure_goesOnTowardsTheSameRevision() {
    fixture.component("web").component("other").deploy();
    fixture.version("web", "2.0.0").version("other", "2.0.0").deploy();
    refuseWrites("ConfigMap/demo-system/web");
    fixture.rollBack();
    refuseNothing();

    RollbackOutcome again = fixture.rollBack();

    assertThat(again.failures()).isEmpty();
    assertThat(again.revision().rolledBackTo()).contains(1);
    assertThat(fixture.live("web")).isEqualTo("1.0.0");
    assertThat(fixture.history("other")).hasSize(3).last().isEqualTo("3 deployed Rollback to 1");
    assertThat(fixture.revisions()).last().isEqualTo("4 deployed Rollback to 1");
    assertThat(distro.revisions.history(RollbackFixture.NAMESPACE, "demo").entries())
        .filteredOn(entry -> entry.status() == DistroStatus.DEPLOYED)
        .hasSize(1);
  }

  @Test
  void rollback_ofSomeComponents_leavesTheRestAndTheIdentity() {
    fixture.component("app").component("other").deploy();
    distro.parameters(Map.of("size", 2L));
    fixture.version("app", "2.0.0").version("other", "2.0.0").deploy();

    fixture.only("app").rollBack();

    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(fixture.live("other")).isEqualTo("2.0.0");
    assertThat(distro.revision().content().parameters()).containsEntry("size", 2L);
    assertThat(fixture.revisions()).last().isEqualTo("3 deployed Rollback of app to 1");
    assertThat(distro.started()).containsExactly("app");
  }

  @Test
  void rollback_parameters_areThoseOfTheOldRevision() {
    distro.parameters(Map.of("size", 1L));
    fixture.component("app").deploy();
    distro.parameters(Map.of("size", 2L));
    fixture.version("app", "2.0.0").deploy();

    fixture.rollBack();

    assertThat(distro.revision().content().parameters()).isEqualTo(Map.of("size", 1L));
    distro.parameters(Map.of("size", 1L));
    fixture.version("app", "1.0.0");
    assertThat(distro.install().tasks())
        .extracting(RunEvent.TaskEnded::outcome)
        .containsExactly(RunEvent.Outcome.UNCHANGED);
  }

  @Test
  void rollback_failure_tellsNoSecretOfTheOldRevision() {
    distro.parameters(Map.of("password", "hunter2"), "password");
    fixture.component("app").deploy();
    distro.parameters(Map.of("password", "changed"), "password");
    fixture.version("app", "2.0.0").deploy();
    refuseWrites("ConfigMap", "admission webhook denied hunter2");

    RollbackOutcome outcome = fixture.rollBack();

    assertThat(outcome.failures()).hasSize(1);
    assertThat(outcome.failures().get(0).where().toString()).contains("denied ***");
    assertThat(distro.events.toString()).doesNotContain("hunter2");
  }

  @Test
  void rollback_changedSinceThePlan_touchesNothing() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    RollbackPlan plan = fixture.plan();
    fixture.version("app", "3.0.0").deploy();

    assertThatThrownBy(() -> fixture.run(plan))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED));
    assertThat(fixture.live("app")).isEqualTo("3.0.0");
    assertThat(fixture.history("app")).hasSize(3);
  }

  @Test
  void rollback_refusedByTheServer_supersedesWhatItReplacesAsHelmDoes() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    refuseWrites("ConfigMap");
    fixture.rollBack();
    refuseNothing();

    assertThat(fixture.history("app").get(1)).isEqualTo("2 superseded Upgrade complete");
    assertThat(fixture.history("app").get(2)).startsWith("3 failed Rollback \"app\" failed: ");

    assertThat(fixture.rollBack().failures()).isEmpty();
    assertThat(fixture.history("app")).last().isEqualTo("4 deployed Rollback to 1");
  }

  @Test
  void rollback_hookThatFails_leavesTheOldRevisionDeployed() {
    fixture.component("app");
    distro.renderer.hook(
        "app", job("gate", HookPhase.PRE_ROLLBACK, 0, "testbed.distro.maglev.io/fail: exit-1"));
    fixture.deploy();
    fixture.version("app", "2.0.0").deploy();

    assertThat(fixture.rollBack().failures()).hasSize(1);

    assertThat(fixture.live("app")).isEqualTo("2.0.0");
    assertThat(fixture.history("app"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("1 superseded Install complete"),
            second -> assertThat(second).isEqualTo("2 deployed Upgrade complete"),
            third -> assertThat(third).startsWith("3 failed Rollback \"app\" failed: "));
    assertThat(distro.revision().content().component("app").orElseThrow().release().revision())
        .isEqualTo(3);
  }

  @Test
  void rollback_againAfterAFailure_doesNotRepeatHooksThatEndedWell() {
    fixture.component("app");
    distro.hook("before", HookPhase.PRE_ROLLBACK, List.of());
    distro.hook("after", HookPhase.POST_ROLLBACK, List.of());
    distro.renderer.manifest("before", configMap("before"));
    distro.renderer.manifest("after", configMap("after"));
    fixture.deploy();
    fixture.version("app", "2.0.0").deploy();
    refuseWrites("ConfigMap/demo-system/after");
    fixture.rollBack();
    refuseNothing();

    RollbackOutcome again = fixture.rollBack();

    assertThat(again.tasks())
        .extracting(task -> task.task() + " " + task.outcome())
        .containsExactly(
            "before (pre-rollback) UNCHANGED", "app UNCHANGED", "after (post-rollback) DONE");
    assertThat(fixture.revisions()).last().isEqualTo("4 deployed Rollback to 1");
  }

  @Test
  void rollback_toAnotherRevisionAfterAFailure_runsItsHooks() {
    fixture.component("app");
    distro.hook("before", HookPhase.PRE_ROLLBACK, List.of());
    distro.renderer.manifest("before", configMap("before"));
    fixture.deploy();
    fixture.version("app", "2.0.0").deploy();
    fixture.version("app", "3.0.0").deploy();
    refuseWrites("ConfigMap/demo-system/app");
    fixture.rollBack(2);
    refuseNothing();

    RollbackOutcome other = fixture.rollBack(1);

    assertThat(other.tasks())
        .extracting(RunEvent.TaskEnded::outcome)
        .containsExactly(RunEvent.Outcome.DONE, RunEvent.Outcome.DONE);
  }

  private void refuseWrites(String target) {
    refuseWrites(target, "no");
  }

  private void refuseWrites(String target, String message) {
    refusing = true;
    fixture.cluster.onCall(
        call -> {
          if (refusing && call.toString().contains(target) && call.isWrite()) {
            throw RunFixture.failed(message);
          }
        });
  }

  private void refuseNothing() {
    refusing = false;
  }
}
