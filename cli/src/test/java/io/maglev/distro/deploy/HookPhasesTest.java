package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distro hooks at each phase, with each form of edge, going well and failing. */
class HookPhasesTest {
  private static final String FAILS = "testbed.distro.maglev.io/fail: exit-1";
  private static final HookOptions NONE = new HookOptions(false, false);

  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);
  private final DeployFixture distro = new DeployFixture(cluster, "demo-system", clock);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void barrierOfAllPhases_surroundsEveryOperation() {
    distro.component("b", "a").component("a").hook("all", allPhases(), List.of(), List.of());

    distro.install();
    assertThat(distro.started())
        .containsExactly("all (pre-install)", "a", "b", "all (post-install)");

    distro.events.clear();
    distro.bundle("next").parameters(Map.of("size", 2)).upgrade();
    assertThat(distro.started())
        .containsExactly("all (pre-upgrade)", "a", "b", "all (post-upgrade)");

    distro.events.clear();
    distro.uninstall();
    assertThat(distro.started()).containsExactly("all (pre-delete)", "b", "a", "all (post-delete)");
  }

  @Test
  void edges_tieAHookToThoseTheyName() {
    distro
        .component("a")
        .component("b", "a")
        .component("c", "b")
        .hook("between", EnumSet.of(HookPhase.PRE_INSTALL), List.of("b"), List.of("a"))
        .hook("after", EnumSet.of(HookPhase.POST_INSTALL), List.of(), List.of("b"));

    DeployOutcome outcome = distro.install();

    assertThat(outcome.failures()).isEmpty();
    assertThat(distro.started()).containsSubsequence("a", "between (pre-install)", "b", "c");
    assertThat(distro.started()).containsSubsequence("b", "after (post-install)");
  }

  @Test
  void edges_turnRoundOnTheWayOut() {
    distro
        .component("a")
        .component("b", "a")
        .hook("drain", EnumSet.of(HookPhase.PRE_DELETE), List.of("b"), List.of("a"));
    distro.install();
    distro.events.clear();

    distro.uninstall();

    assertThat(distro.started()).containsExactly("b", "drain (pre-delete)", "a");
  }

  @Test
  void hookOfComponentsThatTakeNoPart_isLeftOut() {
    distro.component("a").component("b").hook("of-b", allPhases(), List.of("b"), List.of());

    distro.install("a");
    distro.uninstall("a");

    assertThat(distro.started()).containsExactly("a", "a");
  }

  @Test
  void preHookFails_holdsBackWhatComesAfterItOnly() {
    distro
        .component("a")
        .component("b", "a")
        .component("free")
        .hook("check", HookPhase.PRE_INSTALL, List.of("a"));
    fails("check", HookPhase.PRE_INSTALL);

    DeployOutcome outcome = distro.install();

    assertThat(outcomes(outcome.tasks()))
        .containsExactlyInAnyOrder(
            "check (pre-install) FAILED", "a HELD_BACK", "b HELD_BACK", "free DONE");
    assertThat(outcome.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
    assertThat(outcome.revision().description())
        .isEqualTo("Install failed: check (pre-install); not started: a, b");
  }

  @Test
  void barrierFails_holdsBackAll() {
    distro.component("a").component("b").hook("check", HookPhase.PRE_INSTALL, List.of());
    fails("check", HookPhase.PRE_INSTALL);

    assertThat(outcomes(distro.install().tasks()))
        .containsExactlyInAnyOrder("check (pre-install) FAILED", "a HELD_BACK", "b HELD_BACK");
  }

  @Test
  void postHookFails_theRevisionIsFailed_andTheNextRunHasTheHookAlone() {
    distro.component("a").hook("notify", HookPhase.POST_INSTALL, List.of());
    distro.renderer.manifest("a", configMap("a"));
    fails("notify", HookPhase.POST_INSTALL);

    DeployOutcome failed = distro.install();

    assertThat(outcomes(failed.tasks())).containsExactly("a DONE", "notify (post-install) FAILED");
    assertThat(failed.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);

    succeeds("notify", HookPhase.POST_INSTALL);
    DeployOutcome again = distro.install();
    assertThat(outcomes(again.tasks()))
        .containsExactly("a UNCHANGED", "notify (post-install) DONE");
    assertThat(again.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void preUpgradeHookFails_leavesAllAsItWas() {
    distro.component("a").hook("check", HookPhase.PRE_UPGRADE, List.of());
    distro.renderer.manifest("a", configMap("a"));
    distro.install();
    fails("check", HookPhase.PRE_UPGRADE);

    DeployOutcome outcome = distro.parameters(Map.of("size", 2)).upgrade();

    assertThat(outcomes(outcome.tasks()))
        .containsExactly("check (pre-upgrade) FAILED", "a HELD_BACK");
    assertThat(outcome.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);
    assertThat(distro.history("a").entries()).hasSize(1);
  }

  @Test
  void postUpgradeHookFails_theComponentsAreUpgraded() {
    distro.component("a").hook("notify", HookPhase.POST_UPGRADE, List.of());
    distro.install();
    fails("notify", HookPhase.POST_UPGRADE);

    DeployOutcome outcome = distro.parameters(Map.of("size", 2)).upgrade();

    assertThat(outcomes(outcome.tasks())).containsExactly("a DONE", "notify (post-upgrade) FAILED");
    assertThat(outcome.revision().description()).isEqualTo("Upgrade failed: notify (post-upgrade)");
    assertThat(distro.history("a").entries()).hasSize(2);
  }

  @Test
  void preDeleteHookFails_blocksTheRemoval_untilItSucceedsOrIsLeftOut() {
    distro.component("a").hook("drain", HookPhase.PRE_DELETE, List.of());
    distro.renderer.manifest("a", configMap("a"));
    fails("drain", HookPhase.PRE_DELETE);
    distro.install();

    UninstallOutcome blocked = distro.uninstall();

    assertThat(outcomes(blocked.tasks()))
        .containsExactly("drain (pre-delete) FAILED", "a HELD_BACK");
    assertThat(live("ConfigMap", "a")).isPresent();
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.FAILED_PARTIAL);

    assertThat(distro.hooks(NONE).uninstall().failures()).isEmpty();
    assertThat(live("ConfigMap", "a")).isEmpty();
    assertThat(distro.revisions.history("demo-system", "demo").isEmpty()).isTrue();
  }

  @Test
  void postDeleteHookFails_theRecordStays_untilItSucceeds() {
    distro.component("a").hook("report", HookPhase.POST_DELETE, List.of());
    fails("report", HookPhase.POST_DELETE);
    distro.install();

    assertThat(distro.uninstall().failures()).hasSize(1);

    assertThat(distro.revision().content().components()).isEmpty();
    assertThat(distro.uninstallRecorded().failures()).hasSize(1);
    assertThat(distro.hooks(NONE).uninstallRecorded().failures()).isEmpty();
    assertThat(distro.revisions.history("demo-system", "demo").isEmpty()).isTrue();
  }

  @Test
  void removalOfOneAfterTheOther_runsTheBarrierEachTime() {
    distro.component("a").component("b").hook("drain", HookPhase.PRE_DELETE, List.of());
    distro.renderer.hook("drain", job("drain", HookPhase.PRE_DELETE, 0, ""));
    distro.install();

    distro.uninstall("a");
    distro.uninstall("b");

    assertThat(created("drain")).isEqualTo(2);
  }

  @Test
  void uninstall_afterAFailedInstallation_runsTheDeleteHooks() {
    distro.component("a").hook("clean", HookPhase.POST_DELETE, List.of());
    distro.renderer.hook("a", job("bad", HookPhase.PRE_INSTALL, 0, FAILS));
    distro.install();
    distro.events.clear();

    distro.uninstall();

    assertThat(distro.started()).containsExactly("a", "clean (post-delete)");
  }

  @ParameterizedTest
  @EnumSource(
      value = HookPhase.class,
      names = {"PRE_INSTALL", "POST_INSTALL"})
  void noHooks_leavesOutTheDistrosAndTheCharts(HookPhase phase) {
    distro.component("a").hook("check", phase, List.of()).hooks(NONE);
    fails("check", phase);
    distro.renderer.hook("a", job("prepare", phase, 0, FAILS));

    DeployOutcome outcome = distro.install();

    assertThat(outcomes(outcome.tasks())).containsExactly("a DONE");
    assertThat(created("prepare")).isZero();
    assertThat(outcome.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void noHooks_uninstall_leavesOutThoseOfCharts() {
    distro.component("a");
    distro.renderer.hook("a", job("drain", HookPhase.PRE_DELETE, 0, FAILS));
    distro.install();
    assertThat(distro.uninstall().failures()).hasSize(1);

    assertThat(distro.hooks(NONE).uninstall().failures()).isEmpty();

    assertThat(created("drain")).isEqualTo(1);
  }

  @Test
  void hooks_seeWhatTheRunIsAbout() {
    distro
        .component("b", "a")
        .component("a")
        .component("c")
        .hook("all", allPhases(), List.of(), List.of());

    distro.install("a", "b");

    assertThat(distro.renderer.contexts())
        .filteredOn(context -> context.phase() == HookPhase.PRE_INSTALL)
        .allSatisfy(
            context -> {
              assertThat(context.name()).isEqualTo("demo");
              assertThat(context.version()).isEqualTo("1.0.0");
              assertThat(context.revision()).isEqualTo(1);
              assertThat(context.components()).containsExactly("b", "a");
            });
    distro.install("c");
    assertThat(distro.renderer.contexts().get(distro.renderer.contexts().size() - 1))
        .satisfies(
            later -> {
              assertThat(later.revision()).isEqualTo(2);
              assertThat(later.components()).as("kept for later").containsExactly("b", "a", "c");
            });
  }

  @Test
  void hookBeforeAll_isRenderedOnce() {
    distro.component("a").hook("pki", HookPhase.PRE_INSTALL, List.of("a"));

    distro.install();

    assertThat(distro.renderer.contexts()).hasSize(1);
  }

  @Test
  void hookAfterOthers_isRenderedAnewWhenItsTurnComes() {
    distro.component("a").hook("smoke", HookPhase.POST_INSTALL, List.of());

    distro.install();

    assertThat(distro.renderer.contexts()).hasSize(2);
  }

  @Test
  void hookThatDoesNotRender_isFoundBeforeAnythingBegins() {
    distro.component("a").hook("smoke", HookPhase.POST_INSTALL, List.of());
    distro.renderer.failing("smoke", 1);

    assertThatThrownBy(distro::install).hasMessage("cannot render 'smoke'");

    assertThat(distro.revisions.list("")).isEmpty();
  }

  private void fails(String hook, HookPhase phase) {
    distro.renderer.forgetHooks(hook).hook(hook, job(hook, phase, 0, FAILS));
  }

  private void succeeds(String hook, HookPhase phase) {
    distro.renderer.forgetHooks(hook).hook(hook, job(hook, phase, 0, ""));
  }

  private long created(String job) {
    return cluster.calls().stream()
        .filter(call -> call.verb().equals("create") && call.id().name().equals(job))
        .count();
  }

  private Optional<KubeObject> live(String kind, String name) {
    return cluster.get(new ResourceId("v1", kind, "demo-system", name));
  }

  private static Set<HookPhase> allPhases() {
    return EnumSet.complementOf(EnumSet.of(HookPhase.TEST));
  }

  private static List<String> outcomes(List<TaskEnded> tasks) {
    return tasks.stream().map(task -> task.task() + " " + outcome(task.outcome())).toList();
  }

  private static String outcome(Outcome outcome) {
    return outcome.name();
  }
}
