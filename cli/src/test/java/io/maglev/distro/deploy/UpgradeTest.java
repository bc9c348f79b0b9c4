package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.LeapingClock;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A distro on its way from one bundle to the next. */
class UpgradeTest {
  private final ManualTime time = new ManualTime(Instant.parse("2030-01-01T00:00:00Z"));
  private final SandboxGateway cluster = new SandboxGateway(time);
  private final LeapingClock clock = LeapingClock.of(cluster, time);
  private final DeployFixture distro = new DeployFixture(cluster, "demo-system", clock);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void upgrade_touchesWhatChangedAndInstallsWhatIsNew() {
    distro.component("same").component("changed");
    distro.install();
    distro.bundle("next").change("changed", values(2)).component("new", "changed");
    distro
        .renderer
        .hook("changed", job("migrate", HookPhase.PRE_UPGRADE, 0, ""))
        .hook("new", job("init", HookPhase.PRE_INSTALL, 0, ""));

    DeployOutcome outcome = distro.upgrade();

    assertThat(outcomes(outcome)).containsExactly("same UNCHANGED", "changed DONE", "new DONE");
    assertThat(distro.history("same").entries()).hasSize(1);
    assertThat(distro.history("changed").entries()).hasSize(2);
    assertThat(distro.history("new").last().orElseThrow().release().info().description())
        .isEqualTo("Install complete");
    assertThat(cluster.calls())
        .filteredOn(call -> call.verb().equals("create") && call.id().kind().equals("Job"))
        .extracting(call -> call.id().name())
        .containsExactly("migrate", "init");
    assertThat(outcome.revision().status()).isEqualTo(DistroStatus.DEPLOYED);
    assertThat(outcome.revision().description()).isEqualTo("Upgrade complete");
    assertThat(statuses()).containsExactly("1 SUPERSEDED", "2 DEPLOYED");
  }

  @Test
  void upgrade_componentGoneFromTheBundle_staysAndIsNamed() {
    distro.component("stays").component("goes");
    distro.renderer.manifest("goes", configMap("settings"));
    distro.install();

    DeployOutcome outcome = distro.bundle("next").without("goes").upgrade();

    assertThat(outcome.retained()).containsExactly("goes");
    assertThat(outcome.revision().content().components())
        .extracting(RevisionComponent::name)
        .containsExactly("goes", "stays");
    assertThat(distro.history("goes").entries()).hasSize(1);
    assertThat(distro.uninstall("goes").failures()).isEmpty();
  }

  @Test
  void upgrade_notInstalled_isRefused() {
    distro.component("app");

    assertThatThrownBy(distro::upgrade)
        .hasMessage("cannot upgrade distro 'demo': it is not installed in namespace 'demo-system'")
        .satisfies(
            e -> {
              assertThat(((DistroException) e).code()).isEqualTo(ErrorCode.NOT_FOUND);
              assertThat(((DistroException) e).hint().orElseThrow()).contains("--install");
            });
    assertThat(distro.history("app").isEmpty()).isTrue();
  }

  @Test
  void upgrade_ofAFailedInstallation_isRefused() {
    distro.component("app").timeout(Duration.ofSeconds(2));
    distro.renderer.manifest("app", broken());
    distro.install();

    assertThatThrownBy(distro::upgrade)
        .hasMessageEndingWith("its installation has not come to a good end yet")
        .extracting(e -> ((DistroException) e).hint().orElseThrow())
        .isEqualTo("finish it with 'distro install', or add --install");
  }

  @Test
  void install_ofAnotherBundle_pointsToUpgrade() {
    distro.component("app");
    distro.install();

    assertThatThrownBy(() -> distro.bundle("next").install())
        .extracting(e -> ((DistroException) e).hint().orElseThrow())
        .isEqualTo("run 'distro upgrade' with this bundle");
  }

  @Test
  void install_afterAFailedUpgrade_isRefusedForEitherBundle() {
    distro.component("app").timeout(Duration.ofSeconds(2));
    distro.install();
    distro.renderer.manifest("app", broken());
    distro.bundle("next").change("app", values(2)).upgrade();

    assertThatThrownBy(distro::install).hasMessageContaining("of another bundle");
    assertThatThrownBy(() -> distro.bundle("bundle").install())
        .hasMessageContaining("of another bundle");
  }

  @Test
  void upgrade_afterAFailedOne_goesOnAndSupersedesTheLastThatStood() {
    distro.component("app").component("other").timeout(Duration.ofSeconds(2));
    distro.install();
    distro.renderer.manifest("app", broken());
    distro.bundle("next").change("app", values(2)).change("other", values(2));

    assertThat(outcomes(distro.upgrade())).containsExactly("app FAILED", "other DONE");
    assertThat(statuses()).containsExactly("1 DEPLOYED", "2 FAILED_PARTIAL");

    distro.renderer.manifest("app", configMap("settings"));
    assertThat(outcomes(distro.upgrade())).containsExactly("app DONE", "other UNCHANGED");
    assertThat(statuses()).containsExactly("1 SUPERSEDED", "2 FAILED_PARTIAL", "3 DEPLOYED");
    assertThat(distro.history("app").last().orElseThrow().release().info().description())
        .isEqualTo("Upgrade complete");
  }

  @Test
  void upgrade_toWhatIsInstalled_changesNothing() {
    distro.component("app").hook("check", HookPhase.PRE_UPGRADE, List.of());
    distro.install();
    distro.events.clear();

    DeployOutcome outcome = distro.upgrade();

    assertThat(outcomes(outcome)).containsExactly("app UNCHANGED");
    assertThat(outcome.revision().key().revision()).isEqualTo(1);
  }

  @Test
  void upgrade_ofSome_leavesTheOthersToALaterOne() {
    distro.component("a").component("b").hook("check", HookPhase.PRE_UPGRADE, List.of());
    distro.install();
    distro.bundle("next").change("a", values(2)).change("b", values(2));

    assertThat(outcomes(distro.upgrade("a"))).containsExactly("check (pre-upgrade) DONE", "a DONE");
    assertThat(distro.history("b").entries()).hasSize(1);

    assertThat(outcomes(distro.upgrade()))
        .containsExactly("check (pre-upgrade) DONE", "a UNCHANGED", "b DONE");
  }

  @Test
  void upgrade_ofSome_thatOthersWouldNotBear_isRefused() {
    distro
        .component("database")
        .component("app")
        .change("app", c -> requiring(c, new Requirement("database", "<2", "database")));
    distro.install();
    distro.bundle("next").change("database", c -> providing(c, "2.0.0"));

    assertThatThrownBy(() -> distro.upgrade("database"))
        .hasMessage("cannot change database: installed components would lack what they require")
        .extracting(e -> ((DistroException) e).where().toString())
        .asString()
        .contains("'app' needs database <2: the new 'database' provides database 2.0.0");
    assertThat(distro.history("database").entries()).hasSize(1);
  }

  @Test
  void upgrade_secretsOfTheRevisionBefore_areMasked() {
    distro.component("app").parameters(Map.of("password", "hunter2"), "password");
    distro.renderer.manifest("app", deployment("app", ""));
    distro.install();
    distro.renderer.manifest(
        "app",
        deployment(
            "app",
            "testbed.distro.maglev.io/fail: crash-loop,"
                + " testbed.distro.maglev.io/logs: 'old was hunter2'"));

    distro.bundle("next").parameters(Map.of("password", "changed"), "password").upgrade();

    assertThat(distro.events.toString()).contains("old was ***").doesNotContain("hunter2");
  }

  @Test
  void upgrade_hooksOfTheNewBundle_areKeptForLater() {
    distro
        .component("app")
        .hook("old", HookPhase.PRE_DELETE, List.of())
        .hook(
            "both",
            EnumSet.of(HookPhase.PRE_ROLLBACK, HookPhase.POST_DELETE),
            List.of(),
            List.of());
    distro.renderer.manifest("both", configMap("before"));
    distro.install();
    distro.renderer.manifest("both", configMap("after"));

    distro.bundle("next").withoutHook("old").upgrade();

    assertThat(distro.revision().content().hooks())
        .extracting(hook -> hook.name() + " " + hook.phase())
        .containsExactlyInAnyOrder("both PRE_ROLLBACK", "both POST_DELETE");
    assertThat(distro.revision().content().hooks())
        .extracting(RevisionHook::manifest)
        .allMatch(manifest -> manifest.contains("name: after"));
    distro.events.clear();
    distro.uninstall();
    assertThat(distro.started()).containsExactly("app", "both (post-delete)");
  }

  @Test
  void upgrade_anotherRunEndsMeanwhile_isRefused() {
    distro.component("app");
    distro.install();
    DeployFixture faster =
        new DeployFixture(cluster, "demo-system", clock).component("app").bundle("next");
    DeployOrder order = distro.bundle("next").order();
    CheckedOrder checked =
        new Preflight(cluster, distro.releases, order)
            .checkOrder(
                distro.revisions.history("demo-system", "demo").last().map(RevisionEntry::load),
                Instant.EPOCH);
    faster.parameters(Map.of("size", 3)).upgrade();

    assertThatThrownBy(
            () ->
                checked.requireCurrent(
                    distro
                        .revisions
                        .history("demo-system", "demo")
                        .last()
                        .map(RevisionEntry::load)))
        .hasMessage("cannot go on with distro 'demo': another run has changed it meanwhile")
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.LOCKED);
  }

  @Test
  void upgrade_warnsOfNothing() {
    distro.component("app").hook("all", EnumSet.allOf(HookPhase.class), List.of(), List.of());
    distro.install();

    distro.bundle("next").change("app", values(2)).upgrade();

    assertThat(distro.events).noneMatch(Warning.class::isInstance);
  }

  private List<String> statuses() {
    return distro.revisions.history("demo-system", "demo").entries().stream()
        .map(entry -> entry.key().revision() + " " + entry.status())
        .toList();
  }

  private static String broken() {
    return deployment("app", "testbed.distro.maglev.io/fail: never-ready");
  }

  private static List<String> outcomes(DeployOutcome outcome) {
    return outcome.tasks().stream().map(UpgradeTest::outcome).toList();
  }

  private static String outcome(TaskEnded task) {
    Outcome outcome = task.outcome();
    return task.task() + " " + outcome;
  }

  private static UnaryOperator<LockedComponent> values(int size) {
    return c ->
        new LockedComponent(
            c.name(),
            c.kind(),
            c.chart(),
            c.namespace(),
            Map.of("size", size),
            c.provides(),
            c.requires(),
            c.rollback(),
            c.optional(),
            c.readiness(),
            c.timeout());
  }

  private static LockedComponent requiring(LockedComponent c, Requirement requirement) {
    return with(c, c.provides(), List.of(requirement));
  }

  private static LockedComponent providing(LockedComponent c, String version) {
    return with(c, List.of(new Capability(c.name(), version)), c.requires());
  }

  private static LockedComponent with(
      LockedComponent c, List<Capability> provides, List<Requirement> requires) {
    return new LockedComponent(
        c.name(),
        c.kind(),
        c.chart(),
        c.namespace(),
        c.values(),
        provides,
        requires,
        c.rollback(),
        c.optional(),
        c.readiness(),
        c.timeout());
  }
}
