package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DistroTesterTest {
  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);
  private final DeployFixture distro = new DeployFixture(cluster, "demo-system", clock);

  @BeforeEach
  void install() {
    distro.component("web").component("db");
    distro.renderer.hook("web", job("check", HookPhase.TEST, 0, ""));
    distro.install();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void test_isNotedInTheRecord_andNothingElseOfItChanges() {
    Release before = last("web");

    TestOutcome outcome = test("web", "db");

    Release after = last("web");
    assertThat(after.hooks())
        .singleElement()
        .extracting(it -> it.lastRun().phase())
        .isEqualTo(HookRun.Phase.SUCCEEDED);
    assertThat(after.withHooks(before.hooks())).isEqualTo(before);
    assertThat(outcome.tasks()).extracting(task -> task.task()).containsExactly("web");
    assertThat(outcome.components())
        .extracting(it -> it.name() + " " + it.tests().size())
        .containsExactly("web 1", "db 0");
  }

  @Test
  void test_ofWhatIsPending_isRefused_andTheRecordStays() {
    Release pending = last("web").withStatus(ReleaseStatus.PENDING_UPGRADE, "by somebody");
    distro.releases.update(pending);

    TestOutcome outcome = test("web");

    assertThat(outcome.tasks())
        .singleElement()
        .extracting(task -> task.failure().orElseThrow())
        .extracting(DistroException::code)
        .isEqualTo(ErrorCode.LOCKED);
    assertThat(outcome.components().get(0).tests().get(0).run()).isEmpty();
    assertThat(last("web")).isEqualTo(pending);
  }

  @Test
  void test_ofNothingThatHasTests_endsWell() {
    TestOutcome outcome = test("db");

    assertThat(outcome.tasks()).isEmpty();
    assertThat(outcome.components()).hasSize(1);
  }

  private TestOutcome test(String... chosen) {
    return new DistroTester(cluster, distro.releases, distro.revisions, clock)
        .test(
            new DistroTester.Order(
                "demo-system", "demo", Set.of(chosen), Optional.empty(), false, "tester@here"),
            distro.events::add);
  }

  private Release last(String component) {
    return distro.history(component).last().orElseThrow().release();
  }
}
