package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.Fence;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which hooks have their turn when a run goes on with what another one left. */
class ContinuationTest {
  private static final String BROKEN =
      deployment("app", "testbed.distro.maglev.io/fail: never-ready");

  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);
  private final DeployFixture distro = new DeployFixture(cluster, "demo-system", clock);

  @BeforeEach
  void compose() {
    distro
        .component("base")
        .component("app")
        .timeout(Duration.ofSeconds(2))
        .hook("pre", HookPhase.PRE_INSTALL, List.of())
        .hook("smoke", Set.of(HookPhase.POST_INSTALL), List.of(), List.of("base"));
    distro.renderer.manifest("base", configMap("base")).manifest("app", BROKEN);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void sameRunAgain_hooksThatEndedWellDoNotRunAgain() {
    distro.install();
    distro.renderer.manifest("app", configMap("app"));

    DeployOutcome again = distro.install();

    assertThat(outcomes(again))
        .containsExactlyInAnyOrder(
            "pre (pre-install) UNCHANGED",
            "base UNCHANGED",
            "app DONE",
            "smoke (post-install) UNCHANGED");
    assertThat(again.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void thirdRun_stillKnowsWhatTheFirstOneDid() {
    distro.install();
    distro.install();

    assertThat(outcomes(distro.install())).contains("pre (pre-install) UNCHANGED");
  }

  @Test
  void hookThatFailed_runsAgain() {
    distro.renderer.hook(
        "pre", job("pre", HookPhase.PRE_INSTALL, 0, "testbed.distro.maglev.io/fail: exit-1"));
    distro.install();
    distro.renderer.forgetHooks("pre");

    assertThat(outcomes(distro.install())).contains("pre (pre-install) DONE");
  }

  @Test
  void whatAHookComesAfterHasChanged_itRunsAgain() {
    distro.install();
    cluster.delete(
        new ResourceId("v1", "ConfigMap", "demo-system", "base"), DeleteOptions.BACKGROUND);

    assertThat(outcomes(distro.install()))
        .contains("pre (pre-install) UNCHANGED", "base DONE", "smoke (post-install) DONE");
  }

  @Test
  void otherParameters_allHooksRun() {
    distro.install();

    assertThat(outcomes(distro.parameters(Map.of("size", 2)).install()))
        .contains("pre (pre-install) DONE", "smoke (post-install) DONE");
  }

  @Test
  void otherBundle_allHooksRun() {
    distro.install();

    assertThat(outcomes(distro.bundle("next").install())).contains("pre (pre-install) DONE");
  }

  @Test
  void otherComponents_allHooksOfThemRun() {
    distro.install();

    assertThat(outcomes(distro.install("base")))
        .containsExactlyInAnyOrder(
            "pre (pre-install) DONE", "base UNCHANGED", "smoke (post-install) DONE");
  }

  @Test
  void afterAFailedRemoval_allHooksRun() {
    distro.install();
    distro.renderer.manifest("app", configMap("app"));
    distro.install();
    distro.renderer.hook(
        "app", job("drain", HookPhase.PRE_DELETE, 0, "testbed.distro.maglev.io/fail: exit-1"));
    distro.parameters(Map.of("size", 2)).install();
    assertThat(distro.uninstall().failures()).hasSize(1);

    assertThat(outcomes(distro.install())).contains("pre (pre-install) DONE");
  }

  @Test
  void runThatWasKilled_leavesItsRevisionToTheSameRun() {
    distro.install();
    asKilled();

    DeployOutcome again = distro.install();

    assertThat(again.revision().key().revision()).isEqualTo(1);
    assertThat(outcomes(again)).contains("pre (pre-install) UNCHANGED");
    assertThat(distro.revisions.history("demo-system", "demo").entries()).hasSize(1);
  }

  @Test
  void runThatWasKilled_isClosedByAnother() {
    distro.install();
    asKilled();
    distro.renderer.manifest("app", configMap("app"));

    DeployOutcome other = distro.parameters(Map.of("size", 2)).install();

    assertThat(other.revision().key().revision()).isEqualTo(2);
    DistroRevision killed =
        distro.revisions.history("demo-system", "demo").revision(1).orElseThrow().load();
    assertThat(killed.status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
    assertThat(killed.description()).isEqualTo("Interrupted before its end");
  }

  /** What it looks like if the process had ended before the run did. */
  private void asKilled() {
    distro.revisions.update(
        distro.revision().withStatus(DistroStatus.PENDING_INSTALL, "Install underway"),
        new Fence() {
          @Override
          public long epoch() {
            return distro.revisions.history("demo-system", "demo").epoch();
          }

          @Override
          public void checkHeld() {}
        });
  }

  private static List<String> outcomes(DeployOutcome outcome) {
    return outcome.tasks().stream().map(ContinuationTest::text).toList();
  }

  private static String text(TaskEnded task) {
    return task.task() + " " + task.outcome();
  }
}
