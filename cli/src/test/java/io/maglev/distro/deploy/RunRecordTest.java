package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.JournalStep;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.sandbox.CallHook;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What runs leave in the distro's revisions. */
class RunRecordTest {
  private static final String BROKEN =
      deployment("broken", "testbed.distro.maglev.io/fail: never-ready");

  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);
  private final DeployFixture distro = new DeployFixture(cluster, "demo-system", clock);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void record_whileItRuns_isPendingAndNamesWhatWasBegun() {
    distro.component("app");
    distro.renderer.manifest("app", deployment("app", "testbed.distro.maglev.io/delay: 30s"));
    List<DistroRevision> seen = new ArrayList<>();
    time.after(Duration.ofSeconds(10), () -> seen.add(distro.revision()));

    distro.install();

    assertThat(seen)
        .singleElement()
        .satisfies(
            revision -> {
              assertThat(revision.status()).isEqualTo(DistroStatus.PENDING_INSTALL);
              assertThat(revision.description()).isEqualTo("Install underway");
              assertThat(revision.lastOf("component/app").map(JournalStep::state))
                  .contains(JournalStep.State.STARTED);
              assertThat(recorded(revision, "app").release().revision()).isEqualTo(1);
            });
  }

  @Test
  void record_success_holdsJournalTimingsAndRevisions() {
    distro.component("app").component("other", "app");

    distro.install();

    DistroRevision revision = distro.revision();
    assertThat(revision.status()).isEqualTo(DistroStatus.DEPLOYED);
    assertThat(revision.description()).isEqualTo("Install complete");
    assertThat(revision.journal())
        .extracting(step -> step.step() + " " + step.state())
        .containsExactly(
            "run STARTED",
            "before/app DONE",
            "component/app STARTED",
            "component/app DONE",
            "before/other DONE",
            "component/other STARTED",
            "component/other DONE");
    assertThat(revision.timings()).containsOnlyKeys("app", "other");
  }

  @Test
  void record_failure_namesWhatFailedAndWhatWasHeldBack() {
    distro.component("app").component("other", "app");
    distro.renderer.manifest("app", BROKEN);

    distro.install();

    DistroRevision revision = distro.revision();
    assertThat(revision.status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
    assertThat(revision.description()).isEqualTo("Install failed: app; not started: other");
    assertThat(recorded(revision, "app").release().revision()).isEqualTo(1);
    assertThat(revision.content().component("other")).isEmpty();
  }

  @Test
  void record_failureBeforeARevisionWasMade_keepsTheOldValuesAsDeployed() {
    distro.component("app").parameters(Map.of("size", "1"));
    distro.renderer.manifest("app", configMap("settings"));
    distro.install();
    distro.parameters(Map.of("size", "2"));
    cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("create") && call.id().name().endsWith("app.v2"),
            () -> RunFixture.failed("etcd has no leader")));
    RevisionComponent before = recorded(distro.revision(), "app");

    distro.install();

    assertThat(recorded(distro.revision(), "app")).isEqualTo(before);
    assertThat(distro.revision().lastOf("component/app").map(JournalStep::state))
        .contains(JournalStep.State.FAILED);

    assertThat(distro.install().tasks()).extracting(TaskEnded::outcome).containsOnly(Outcome.DONE);
    assertThat(distro.history("app").last().orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void record_failureBeforeTheFirstRevision_isNotInstalled() {
    distro.component("app");
    cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("create") && call.id().name().endsWith("app.v1"),
            () -> RunFixture.failed("etcd has no leader")));

    distro.install();

    assertThat(distro.revision().content().components()).isEmpty();
  }

  @Test
  void install_changedParameters_deploysAgainAndSupersedes() {
    distro.component("app").parameters(Map.of("size", "1"));
    distro.install();
    distro.parameters(Map.of("size", "2"));

    DeployOutcome again = distro.install();

    assertThat(again.revision().key().revision()).isEqualTo(2);
    assertThat(distro.history("app").last().orElseThrow().revision()).isEqualTo(2);
    assertThat(distro.revisions.history("demo-system", "demo").revision(1).orElseThrow().status())
        .isEqualTo(DistroStatus.SUPERSEDED);
  }

  @Test
  void install_releaseUpgradedByHelmMeanwhile_isBroughtBack() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    distro.install();
    distro.releases.create(
        distro
            .history("app")
            .last()
            .orElseThrow()
            .release()
            .rollingBack(2, Optional.empty(), Instant.EPOCH.atOffset(ZoneOffset.UTC))
            .withStatus(ReleaseStatus.DEPLOYED, "by hand"));

    DeployOutcome again = distro.install();

    assertThat(again.tasks()).extracting(TaskEnded::outcome).containsExactly(Outcome.DONE);
    assertThat(distro.history("app").last().orElseThrow().revision()).isEqualTo(3);
    assertThat(distro.history("app").deployedAll()).hasSize(1);
    assertThat(again.revision().key().revision()).isEqualTo(2);
  }

  @Test
  void install_driftOnly_isChangedButMakesNoRevision() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    distro.install();
    cluster.delete(
        new ResourceId("v1", "ConfigMap", "demo-system", "settings"), DeleteOptions.BACKGROUND);

    DeployOutcome again = distro.install();

    assertThat(again.tasks()).extracting(TaskEnded::outcome).containsExactly(Outcome.DONE);
    assertThat(again.revision().key().revision()).isEqualTo(1);
  }

  @Test
  void install_objectTakenByAnother_isRefusedBeforeAnythingBegins() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    distro.install();
    cluster.mergePatch(
        new ResourceId("v1", "ConfigMap", "demo-system", "settings"),
        Map.of("metadata", Map.of("annotations", Map.of("meta.helm.sh/release-name", "x"))));

    assertThatThrownBy(distro::install).hasMessageContaining("not its own");
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void install_confirmingFails_isRecordedAsUnfinished() {
    distro.component("app").component("other");
    distro.renderer.manifest("app", deployment("app", ""));
    distro.install();
    cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("apply") && call.id().kind().equals("Deployment"),
            () -> RunFixture.forbidden("no")));

    DeployOutcome failed = distro.install();

    assertThat(failed.failures()).hasSize(1);
    assertThat(failed.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
    assertThat(distro.install("other").revision().description())
        .isEqualTo("Install complete, but not of app");
    assertThat(distro.install().revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void install_subset_keepsTheOthersAsTheyAre() {
    distro.component("a").component("b").component("c");
    distro.install("a");
    distro.install("c");

    DistroRevision revision = distro.revision();
    assertThat(revision.key().revision()).isEqualTo(2);
    assertThat(revision.content().components())
        .extracting(RevisionComponent::name)
        .containsExactly("a", "c");
    assertThat(revision.status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void install_subsetAfterAFailureOfOthers_isNotWhole() {
    distro.component("good").component("bad");
    distro.renderer.manifest("bad", BROKEN);
    distro.install();

    DeployOutcome subset = distro.install("good");

    assertThat(subset.succeeded()).isTrue();
    assertThat(subset.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
    assertThat(subset.revision().description()).isEqualTo("Install complete, but not of bad");
    distro.renderer.manifest("bad", configMap("bad"));
    assertThat(distro.install("bad").revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void install_hookRunsAgain_leavesItsSecrets() {
    distro.component("app").hook("pki", HookPhase.PRE_INSTALL, List.of());
    distro.renderer.manifest("pki", configMap("ca"));
    distro.install();
    String before = uid("ca");
    distro.events.clear();

    distro.parameters(Map.of("size", 2)).install();

    assertThat(distro.started()).containsExactly("pki (pre-install)", "app");
    assertThat(uid("ca")).isEqualTo(before);
  }

  @Test
  void install_settled_runsNoHooks() {
    distro.component("app").hook("pki", HookPhase.PRE_INSTALL, List.of());
    distro.install();
    distro.events.clear();

    distro.install();

    assertThat(distro.started()).containsExactly("app");
  }

  @Test
  void record_hooksOfLaterPhases_areKeptForThen() {
    distro
        .component("app")
        .hook("clean", HookPhase.POST_DELETE, List.of())
        .hook("now", HookPhase.PRE_INSTALL, List.of());
    distro.renderer.manifest("clean", configMap("clean"));

    distro.install();

    assertThat(distro.revision().content().hooks())
        .extracting(hook -> hook.name() + " " + hook.phase())
        .containsExactlyInAnyOrder("clean POST_DELETE", "now PRE_INSTALL");
  }

  @Test
  void record_laterPhaseDoesNotRenderAnyMore_isAWarningOnly() {
    distro.component("app").hook("clean", HookPhase.POST_DELETE, List.of());
    distro.renderer.failing("clean", 2);

    DeployOutcome outcome = distro.install();

    assertThat(outcome.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
    assertThat(distro.events)
        .anySatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        Warning.class,
                        warning -> assertThat(warning.task()).isEqualTo("clean (post-delete)")));
  }

  @Test
  void hooks_seeTheChosenComponentsInTheLocksOrder() {
    distro
        .component("c")
        .component("a")
        .component("b")
        .hook("pki", HookPhase.PRE_INSTALL, List.of());

    distro.install("a", "b", "c");

    assertThat(distro.renderer.contexts())
        .isNotEmpty()
        .allSatisfy(context -> assertThat(context.components()).containsExactly("c", "a", "b"));
  }

  @Test
  void record_manyRuns_keepsTen() {
    distro.component("app");
    for (int i = 0; i < 13; i++) {
      distro.parameters(Map.of("size", i)).install();
    }

    assertThat(distro.revisions.history("demo-system", "demo").entries()).hasSize(10);
  }

  @Test
  void record_oldOnesMayNotBeDeleted_isAWarningOnly() {
    distro.component("app");
    for (int i = 0; i < 10; i++) {
      distro.parameters(Map.of("size", i)).install();
    }
    cluster.onCall(
        call -> {
          if (call.verb().equals("delete") && call.id().name().matches("sh.distro.*demo.v[0-9]+")) {
            throw RunFixture.forbidden("no");
          }
        });

    DeployOutcome outcome = distro.parameters(Map.of("size", 11)).install();

    assertThat(outcome.succeeded()).isTrue();
    assertThat(distro.events).anyMatch(Warning.class::isInstance);
  }

  private String uid(String configMap) {
    return cluster
        .get(new ResourceId("v1", "ConfigMap", "demo-system", configMap))
        .orElseThrow()
        .uid();
  }

  private static RevisionComponent recorded(DistroRevision revision, String component) {
    return revision.content().component(component).orElseThrow();
  }
}
