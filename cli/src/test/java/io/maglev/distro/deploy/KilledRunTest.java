package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ends runs at every single write; the next run must bring all to a good end. */
class KilledRunTest {
  private static final ResourceId LEASE =
      new ResourceId("coordination.k8s.io/v1", "Lease", "demo-system", "distro-demo");

  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);
  private final DeployFixture distro = fixture();
  private Set<ResourceId> empty = Set.of();

  /** How many writes are left before the end; negative: for ever. */
  private final AtomicInteger left = new AtomicInteger(-1);

  /** More writes than any of the runs makes: the last numbers find runs that are not ended. */
  static IntStream writes() {
    return IntStream.rangeClosed(1, 36);
  }

  @BeforeEach
  void look() {
    empty = ids();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void install_killedAtAnyWrite_theNextRunEndsWell(int write) {
    killAt(write);
    ignoringItsEnd(() -> distro.install());
    revive();

    DeployOutcome outcome = fixture().install();

    assertAllDeployed(outcome);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void install_oneWriteRefused_theNextRunEndsWell(int write) {
    refuseOnce(write);
    ignoringItsEnd(() -> distro.install());
    revive();

    DeployOutcome outcome = fixture().install();

    assertAllDeployed(outcome);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void upgrade_killedAtAnyWrite_theNextRunEndsWell(int write) {
    distro.install();
    killAt(write);
    ignoringItsEnd(() -> upgraded(distro).upgrade());
    revive();

    DeployOutcome outcome = upgraded(fixture()).upgrade();

    assertAllDeployed(outcome, () -> upgraded(fixture()).upgrade());
    assertThat(distro.revisions.history("demo-system", "demo").entries())
        .as("nothing stays pending, one stands")
        .noneMatch(entry -> entry.status().isUnfinished())
        .filteredOn(entry -> entry.status() == DistroStatus.DEPLOYED)
        .hasSize(1);
    assertThat(created("check")).as("its Job, each started once").isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void uninstall_afterAKilledInstallation_leavesNothing(int write) {
    killAt(write);
    ignoringItsEnd(() -> distro.install());
    revive();

    if (!fixture().revisions.history("demo-system", "demo").isEmpty()) {
      assertThat(fixture().uninstallRecorded().failures()).isEmpty();
    }

    assertThat(left()).isSubsetOf("Namespace/demo-system", "Job/demo-system/prepare");
  }

  @ParameterizedTest
  @MethodSource("writes")
  void uninstall_killedAtAnyWrite_theNextRunLeavesNothing(int write) {
    distro.install();
    killAt(write);
    ignoringItsEnd(() -> distro.uninstall());
    revive();

    if (!fixture().revisions.history("demo-system", "demo").isEmpty()) {
      assertThat(fixture().uninstallRecorded().failures()).isEmpty();
    }

    assertThat(left()).isSubsetOf("Namespace/demo-system", "Job/demo-system/prepare");
  }

  /** A tool of a new process knows nothing of the last one. */
  private DeployFixture fixture() {
    DeployFixture fixture = new DeployFixture(cluster, "demo-system", clock);
    fixture
        .component("postgres")
        .component("kong", "postgres")
        .component("idm", "postgres")
        .hook("pki", HookPhase.PRE_INSTALL, List.of("kong"));
    fixture
        .renderer
        .manifest("postgres", deployment("postgres", ""))
        .manifest("kong", configMap("kong") + deployment("kong", ""))
        .hook("kong", job("prepare", HookPhase.PRE_INSTALL, 0, ""))
        .manifest("idm", configMap("idm"))
        .manifest("pki", configMap("certificates"));
    return fixture;
  }

  private static DeployFixture upgraded(DeployFixture fixture) {
    fixture.bundle("next").parameters(Map.of("size", 2));
    fixture.hook("check", HookPhase.PRE_UPGRADE, List.of("kong"));
    fixture.renderer.hook("check", job("check", HookPhase.PRE_UPGRADE, 0, ""));
    return fixture;
  }

  private long created(String job) {
    return cluster.objects().stream()
        .filter(object -> object.kind().equals("Pod"))
        .filter(pod -> job.equals(pod.labels().get("job-name")))
        .count();
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

  private void refuseOnce(int write) {
    left.set(write);
    cluster.onCall(
        call -> {
          if (call.isWrite() && left.get() > 0 && left.decrementAndGet() == 0) {
            left.set(-1);
            throw RunFixture.failed("etcd has no leader");
          }
        });
  }

  /** The Lease of the dead would hold the next run up for its 30 seconds. */
  private void revive() {
    left.set(-1);
    cluster.delete(LEASE, DeleteOptions.BACKGROUND);
  }

  private void ignoringItsEnd(Supplier<?> run) {
    try {
      Object unused = run.get();
    } catch (Killed | DistroException e) {
      return; // what is left of it is what the test is about
    }
  }

  private void assertAllDeployed(DeployOutcome outcome) {
    assertAllDeployed(outcome, () -> fixture().install());
  }

  private void assertAllDeployed(DeployOutcome outcome, Supplier<?> again) {
    assertThat(outcome.failures()).isEmpty();
    assertThat(distro.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
    assertThat(distro.revision().content().components()).hasSize(3);
    for (String component : List.of("postgres", "kong", "idm")) {
      assertThat(distro.history(component).last().orElseThrow().status())
          .isEqualTo(ReleaseStatus.DEPLOYED);
      assertThat(distro.history(component).deployedAll()).hasSize(1);
      assertThat(distro.history(component).entries())
          .noneMatch(entry -> entry.status().isPending());
      assertThat(
              distro.revision().content().component(component).orElseThrow().release().revision())
          .isEqualTo(distro.history(component).last().orElseThrow().revision());
    }
    assertThatCode(again::get).doesNotThrowAnyException();
  }

  private Set<ResourceId> ids() {
    return cluster.objects().stream().map(KubeObject::id).collect(Collectors.toSet());
  }

  private Set<String> left() {
    return ids().stream()
        .filter(id -> !empty.contains(id))
        .filter(id -> !id.kind().equals("Lease") && !id.kind().equals("Pod"))
        // A piece without its head: between these two writes nothing tells of it.
        .filter(id -> !id.name().startsWith("sh.distro.revision.v1.demo.v1."))
        .map(ResourceId::toString)
        .collect(Collectors.toSet());
  }

  /** The end of a process, which nothing may catch and go on from. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
