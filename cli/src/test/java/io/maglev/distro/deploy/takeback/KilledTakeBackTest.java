package io.maglev.distro.deploy.takeback;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.deploy.DeployOutcome;
import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxCall;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ends runs that fail at every single write, also while they are taken back. */
class KilledTakeBackTest {
  private static final String NAMESPACE = "demo-system";
  private static final ResourceId LEASE =
      new ResourceId("coordination.k8s.io/v1", "Lease", NAMESPACE, "distro-demo");

  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);

  /** How many writes are left before the end; negative: for ever. */
  private final AtomicInteger left = new AtomicInteger(-1);

  /**
   * Every third; more than any of the runs makes: the last numbers find runs that are not ended.
   */
  static IntStream writes() {
    return IntStream.rangeClosed(0, 23).map(i -> 1 + 3 * i);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void failingUpgrade_killedAtAnyWrite_theSameAgainTakesItBack(int write) {
    fixture("1", "").install();
    killAt(write);
    ignoringItsEnd(() -> failing().upgrade());
    revive();

    DeployOutcome outcome = failing().upgrade();

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.failures().get(outcome.failures().size() - 1).code())
        .isEqualTo(ErrorCode.DEPLOY_TAKEN_BACK);
    assertThat(live("postgres")).contains("1");
    assertThat(live("kong")).contains("1");
    assertThat(live("idm")).contains("1");
    assertNothingIsPending();
    assertThat(statuses().get(0)).isEqualTo(DistroStatus.DEPLOYED);
    assertThat(statuses().get(statuses().size() - 1)).isEqualTo(DistroStatus.FAILED);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void failingUpgrade_killedAtAnyWrite_theMendedOneEndsWell(int write) {
    fixture("1", "").install();
    killAt(write);
    ignoringItsEnd(() -> failing().upgrade());
    revive();

    DeployOutcome outcome = fixture("3", "").bundle("mended").upgrade();

    assertThat(outcome.failures()).isEmpty();
    assertThat(live("postgres")).contains("3");
    assertThat(live("kong")).contains("3");
    assertNothingIsPending();
    assertThat(statuses()).filteredOn(DistroStatus.DEPLOYED::equals).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void failingInstall_killedAtAnyWrite_theSameAgainLeavesNothing(int write) {
    killAt(write);
    ignoringItsEnd(() -> failing().install());
    revive();

    DeployOutcome outcome = failing().install();

    assertThat(outcome.succeeded()).isFalse();
    assertThat(live("postgres")).isEmpty();
    assertThat(live("kong")).isEmpty();
    assertThat(live("certificates")).isEmpty();
    assertThat(failing().history("postgres").entries()).isEmpty();
    assertThat(failing().history("kong").entries()).isEmpty();
    assertNothingIsPending();
  }

  @Test
  void runs_makeNoMoreWritesThanAreTried() {
    fixture("1", "").install();
    int before = cluster.calls().size();

    DeployOutcome unused = failing().upgrade();

    assertThat(cluster.calls().stream().skip(before).filter(SandboxCall::isWrite))
        .hasSizeBetween(40, writes().max().orElseThrow() - 1);
  }

  /** A tool of a new process knows nothing of the last one. */
  private DeployFixture fixture(String value, String podAnnotation) {
    DeployFixture fixture = new DeployFixture(cluster, NAMESPACE, clock).atomic();
    fixture
        .bundle("bundle " + value)
        .component("postgres")
        .component("idm", "postgres")
        .component("kong", "idm")
        .parameters(Map.of("size", value))
        .hook("pki", Set.of(HookPhase.PRE_INSTALL, HookPhase.PRE_UPGRADE), List.of(), List.of());
    fixture
        .renderer
        .manifest("postgres", config("postgres", value))
        .manifest("idm", config("idm", value))
        .manifest("kong", config("kong", value) + deployment("kong", podAnnotation))
        .manifest("pki", config("certificates", value));
    return fixture;
  }

  private DeployFixture failing() {
    return fixture("2", "testbed.distro.maglev.io/fail: config-error");
  }

  private static String config(String name, String value) {
    return configMap(name).replace("value", '"' + value + '"');
  }

  private Optional<String> live(String configMap) {
    return cluster
        .get(new ResourceId("v1", "ConfigMap", NAMESPACE, configMap))
        .flatMap(object -> object.string("data", "key"));
  }

  private List<DistroStatus> statuses() {
    return failing().revisions.history(NAMESPACE, "demo").entries().stream()
        .map(entry -> entry.status())
        .toList();
  }

  private void assertNothingIsPending() {
    assertThat(statuses()).noneMatch(DistroStatus::isUnfinished);
    for (String name : List.of("postgres", "idm", "kong")) {
      assertThat(failing().history(name).entries()).noneMatch(entry -> entry.status().isPending());
    }
  }

  private void killAt(int write) {
    left.set(write);
    cluster.onCall(
        call -> {
          boolean over = left.get() == 0;
          if (over || (call.isWrite() && left.get() > 0 && left.decrementAndGet() == 0)) {
            throw new Killed();
          }
        });
  }

  /** The Lease of the dead would hold the next run up for its 30 seconds. */
  private void revive() {
    left.set(-1);
    cluster.delete(LEASE, DeleteOptions.BACKGROUND);
  }

  private static void ignoringItsEnd(Supplier<?> run) {
    try {
      Object unused = run.get();
    } catch (Killed | DistroException e) {
      return; // what is left of it is what the test is about
    }
  }

  /** The end of the process, which nothing may treat as an answer. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
