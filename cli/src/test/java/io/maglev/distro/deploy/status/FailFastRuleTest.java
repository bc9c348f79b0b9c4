package io.maglev.distro.deploy.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.KubeObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailFastRuleTest {
  private static final Instant START = Instant.parse("2026-11-21T05:00:00Z");

  @Test
  void verdict_allFailFor15Seconds_isTheOldestFailure() {
    FailFastRule rule = FailFastRule.START.observe(List.of(pulling("a"), pulling("b")), START);

    assertThat(rule.verdict(at(14))).isEmpty();
    assertThat(rule.due()).contains(at(15));
    assertThat(rule.verdict(at(15)).orElseThrow().failure().kind())
        .isEqualTo(PodFailure.Kind.IMAGE);
  }

  @Test
  void verdict_onePodHealthy_neverComes() {
    FailFastRule rule = FailFastRule.START.observe(List.of(pulling("a"), running("b")), START);

    assertThat(rule.due()).isEmpty();
    assertThat(rule.verdict(at(1000))).isEmpty();
  }

  @Test
  void verdict_noPodsYet_neverComes() {
    assertThat(FailFastRule.START.observe(List.of(), START).verdict(at(1000))).isEmpty();
  }

  @Test
  void observe_recoveredInBetween_startsAnew() {
    FailFastRule rule =
        FailFastRule.START
            .observe(List.of(pulling("a")), START)
            .observe(List.of(running("a")), at(10))
            .observe(List.of(pulling("a")), at(12));

    assertThat(rule.verdict(at(20))).isEmpty();
    assertThat(rule.verdict(at(27))).isPresent();
  }

  @Test
  void observe_reasonChangesWithinTheFailure_goesOnCounting() {
    FailFastRule rule =
        FailFastRule.START
            .observe(List.of(waiting("a", "ErrImagePull", 0)), START)
            .observe(List.of(waiting("a", "ImagePullBackOff", 0)), at(8));

    assertThat(rule.verdict(at(15)).orElseThrow().failure().reason()).isEqualTo("ImagePullBackOff");
  }

  @Test
  void verdict_anotherPodFailsLater_waitsForThatOneToo() {
    FailFastRule rule =
        FailFastRule.START
            .observe(List.of(pulling("a")), START)
            .observe(List.of(pulling("a"), pulling("b")), at(10));

    assertThat(rule.verdict(at(20))).isEmpty();
    assertThat(rule.verdict(at(25)).orElseThrow().pod()).isEqualTo("a");
  }

  @Test
  void observe_podsThatEndOrGo_doNotCount() {
    KubeObject done =
        Rows.object("{kind: Pod, metadata: {name: d, uid: d}, status: {phase: Failed}}");
    KubeObject going =
        Rows.object(
            "{kind: Pod, metadata: {name: g, uid: g, deletionTimestamp: x},"
                + " status: {phase: Running}}");

    FailFastRule rule = FailFastRule.START.observe(List.of(done, going, pulling("a")), START);

    assertThat(rule.failing()).containsOnlyKeys("a");
    assertThat(FailFastRule.START.observe(List.of(done), START).due()).isEmpty();
  }

  @Test
  void podFailure_crashLoop_countsFromTheThirdRestart() {
    assertThat(PodFailure.of(waiting("a", "CrashLoopBackOff", 2))).isEmpty();
    assertThat(PodFailure.of(waiting("a", "CrashLoopBackOff", 3)).orElseThrow())
        .hasToString("container 'main': CrashLoopBackOff: 3 restarts");
  }

  @Test
  void podFailure_crashLoop_tellsTheLastExit() {
    KubeObject pod =
        Rows.object(
            "{kind: Pod, status: {containerStatuses: [{name: main, restartCount: 4, state:"
                + " {waiting: {reason: CrashLoopBackOff, message: back-off 40s}}, lastState:"
                + " {terminated: {exitCode: 137, reason: OOMKilled}}}]}}");

    assertThat(PodFailure.of(pod).orElseThrow().message())
        .isEqualTo("4 restarts, last exit code 137 (OOMKilled)");
  }

  @Test
  void podFailure_initContainer_isFound() {
    KubeObject pod =
        Rows.object(
            "{kind: Pod, status: {initContainerStatuses: [{name: init, state: {waiting: {reason:"
                + " CreateContainerConfigError, message: secret \"x\" not found}}}],"
                + " containerStatuses: [{name: main, state: {waiting: {reason:"
                + " PodInitializing}}}]}}");

    assertThat(PodFailure.of(pod).orElseThrow())
        .hasToString("container 'init': CreateContainerConfigError: secret \"x\" not found");
  }

  @Test
  void podFailure_ordinaryWaiting_isNone() {
    assertThat(PodFailure.of(waiting("a", "ContainerCreating", 0))).isEmpty();
    assertThat(PodFailure.of(waiting("a", "InvalidImageName", 0)).orElseThrow().kind())
        .isEqualTo(PodFailure.Kind.IMAGE);
  }

  @Test
  void podFailure_schedulingGate_isNone() {
    KubeObject gated =
        Rows.object(
            "{kind: Pod, status: {conditions: [{type: PodScheduled, status: 'False', reason:"
                + " SchedulingGated}]}}");

    assertThat(PodFailure.of(gated)).isEmpty();
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private static KubeObject pulling(String name) {
    return waiting(name, "ImagePullBackOff", 0);
  }

  private static KubeObject running(String name) {
    return Rows.object(
        "{kind: Pod, metadata: {name: %s, uid: %s}, status: {phase: Running}}"
            .formatted(name, name));
  }

  private static KubeObject waiting(String name, String reason, int restarts) {
    return Rows.object(
        ("{kind: Pod, metadata: {name: %s, uid: %s}, status: {phase: Pending, containerStatuses:"
                + " [{name: main, restartCount: %d, state: {waiting: {reason: %s}}}]}}")
            .formatted(name, name, restarts, reason));
  }
}
