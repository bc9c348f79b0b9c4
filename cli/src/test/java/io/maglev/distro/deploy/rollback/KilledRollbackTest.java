package io.maglev.distro.deploy.rollback;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseStatus;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ends rollbacks at every single write; the same command again must bring all to a good end. */
class KilledRollbackTest {
  private static final ResourceId LEASE =
      new ResourceId("coordination.k8s.io/v1", "Lease", RollbackFixture.NAMESPACE, "distro-demo");

  private final RollbackFixture fixture = new RollbackFixture();

  /** How many writes are left before the end; negative: for ever. */
  private final AtomicInteger left = new AtomicInteger(-1);

  /** More writes than the rollback makes: the last numbers find runs that are not ended. */
  static IntStream writes() {
    return IntStream.rangeClosed(1, 50);
  }

  @BeforeEach
  void deployTwice() {
    fixture.component("db").component("web", "db");
    fixture.distro.hook("backup", HookPhase.PRE_ROLLBACK, List.of("db"));
    fixture
        .distro
        .renderer
        .manifest("backup", configMap("backup"))
        .hook("web", job("drain", HookPhase.PRE_ROLLBACK, 0, ""));
    fixture.deploy();
    fixture.component("extra", "web");
    fixture.version("db", "2.0.0").version("web", "2.0.0").deploy();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void rollback_killedAtAnyWrite_theNextOneEndsWell(int write) {
    kill(write);
    ignoringItsEnd();
    revive();

    assertBack(fixture.rollBack(1));
    assertThat(fixture.revisions()).hasSize(3); // the revision of the killed is taken over
  }

  @ParameterizedTest
  @MethodSource("writes")
  void rollback_killedTwice_theThirdOneEndsWell(int write) {
    kill(write);
    ignoringItsEnd();
    revive();
    kill(6);
    ignoringItsEnd();
    revive();

    assertBack(fixture.rollBack(1));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void rollback_oneWriteRefused_theNextOneEndsWell(int write) {
    left.set(write);
    fixture.cluster.onCall(
        call -> {
          if (call.isWrite() && left.get() > 0 && left.decrementAndGet() == 0) {
            left.set(-1);
            throw RunFixture.failed("etcd has no leader");
          }
        });
    ignoringItsEnd();
    revive();

    assertBack(fixture.rollBack(1));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void install_afterAKilledRollback_bringsTheNewVersionBack(int write) {
    kill(write);
    ignoringItsEnd();
    revive();

    fixture.deploy();

    assertThat(fixture.live("db")).isEqualTo("2.0.0");
    assertThat(fixture.live("web")).isEqualTo("2.0.0");
    assertThat(fixture.live("extra")).isEqualTo("1.0.0");
    assertThat(fixture.distro.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void rollback_afterAFailingUpgradeKilledAtAnyWrite_leavesNothingPending(int write) {
    fixture.atomic().version("db", "3.0.0").version("web", "3.0.0");
    fixture.manifest("web", deployment("web", "testbed.distro.maglev.io/fail: config-error"));
    kill(write);
    ignoringItsEnd(() -> fixture.distro.upgrade());
    revive();

    RollbackOutcome outcome = fixture.run(fixture.plan(2));

    assertThat(outcome.failures()).isEmpty();
    assertThat(fixture.live("db")).isEqualTo("2.0.0");
    assertThat(fixture.live("web")).isEqualTo("2.0.0");
    assertNothingIsPending();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void failingRollback_killedAtAnyWrite_theNextOneLeavesNothingPending(int write) {
    fixture.exclude("extra").atomic();
    fixture.distro.renderer.forgetHooks("web");
    String failing = "testbed.distro.maglev.io/fail: exit-1";
    fixture.distro.renderer.hook("db", job("undo", HookPhase.POST_ROLLBACK, 0, failing));
    fixture.version("db", "3.0.0").deploy();
    fixture.distro.renderer.forgetHooks("db");
    fixture.version("db", "4.0.0").version("web", "4.0.0").deploy();
    kill(write);
    ignoringItsEnd(() -> fixture.rollBack(3));
    revive();

    RollbackOutcome outcome = fixture.rollBack(3);

    assertThat(outcome.failures()).isNotEmpty();
    assertNothingIsPending();
  }

  private void assertNothingIsPending() {
    assertThat(fixture.revisions()).noneMatch(line -> line.contains(" pending-"));
    for (String name : List.of("db", "web")) {
      assertThat(fixture.history(name)).noneMatch(line -> line.contains(" pending-"));
    }
  }

  private static void ignoringItsEnd(Supplier<?> run) {
    try {
      Object unused = run.get();
    } catch (Killed | DistroException e) {
      return; // what is left of it is what the test is about
    }
  }

  @Test
  void rollback_makesNoMoreWritesThanAreTried() {
    int before = fixture.calls();

    fixture.rollBack(1);

    assertThat(fixture.writesSince(before)).hasSizeBetween(25, (int) writes().count() - 1);
  }

  private void assertBack(RollbackOutcome outcome) {
    assertThat(outcome.failures()).isEmpty();
    assertThat(fixture.distro.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
    assertThat(fixture.distro.revision().rolledBackTo()).contains(1);
    assertThat(fixture.distro.history("extra").isEmpty()).isTrue();
    assertThat(fixture.live("extra")).isEmpty();
    for (String name : List.of("db", "web")) {
      assertThat(fixture.live(name)).isEqualTo("1.0.0");
      List<ReleaseEntry> entries = fixture.distro.history(name).entries();
      assertThat(entries).noneMatch(entry -> entry.status().isPending());
      assertThat(entries)
          .filteredOn(entry -> entry.status() == ReleaseStatus.DEPLOYED)
          .singleElement()
          .isEqualTo(entries.get(entries.size() - 1));
      assertThat(fixture.distro.revision().content().component(name).orElseThrow().release())
          .isEqualTo(entries.get(entries.size() - 1).key());
    }
    assertThat(fixture.plan(1).isSettled()).isTrue();
  }

  private void kill(int write) {
    left.set(write);
    fixture.cluster.onCall(
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
    fixture.cluster.delete(LEASE, DeleteOptions.BACKGROUND);
  }

  private void ignoringItsEnd() {
    ignoringItsEnd(() -> fixture.rollBack(1));
  }

  /** The end of a process, which nothing may catch and go on from. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
