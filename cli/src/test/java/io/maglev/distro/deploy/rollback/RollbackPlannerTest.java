package io.maglev.distro.deploy.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.Fence;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStatus;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollbackPlannerTest {
  private final RollbackFixture fixture = new RollbackFixture();
  private final DeployFixture distro = fixture.distro;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void plan_readsOnly() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    int before = fixture.calls();

    RollbackPlan plan = fixture.plan();

    assertThat(fixture.writesSince(before)).isEmpty();
    assertThat(plan.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.move()).isEqualTo(RollbackStep.Move.BACK);
              assertThat(step.releaseRevision()).isEqualTo(2);
              assertThat(step.then().release().revision()).isEqualTo(1);
            });
  }

  @Test
  void plan_notInstalled_isRefused() {
    assertRefused(ErrorCode.NOT_FOUND, "it is not installed in namespace 'demo-system'");
  }

  @Test
  void plan_firstRevision_hasNothingBeforeIt() {
    fixture.component("app").deploy();

    assertRefused(ErrorCode.NOT_FOUND, "there is no revision before 1 that ended deployed");
  }

  @Test
  void plan_unknownRevision_namesThoseThereAre() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    fixture.version("app", "3.0.0").deploy();

    DistroException refusal = refusal(7);

    assertThat(refusal).hasMessageEndingWith("there is no revision 7 of it");
    assertThat(refusal.hint().orElseThrow()).contains("choose one of 1, 2 with --to");
  }

  @Test
  void plan_withoutANumber_passesOverWhatFailed() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    mark(2, DistroStatus.FAILED_PARTIAL);
    fixture.version("app", "3.0.0").deploy();

    assertThat(fixture.plan().target()).isEqualTo(1);
  }

  @Test
  void plan_revisionOfAKilledRun_isNoTarget() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    mark(1, DistroStatus.PENDING_INSTALL);

    assertRefused(ErrorCode.NOT_FOUND, "revision 1 did not come to an end (pending-install)", 1);
  }

  @Test
  void plan_releaseRevisionPruned_namesComponentAndRevision() {
    fixture.component("app").component("other").deploy();
    fixture.version("app", "2.0.0").version("other", "2.0.0").deploy();
    distro.releases.delete(new ReleaseKey(RollbackFixture.NAMESPACE, "app", 1));

    DistroException refusal = refusal();

    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refusal.where().toString())
        .contains("'app': revision 1 of its release is gone")
        .doesNotContain("other");
    assertThat(fixture.exclude("app").plan().steps())
        .extracting(RollbackStep::move)
        .containsExactly(RollbackStep.Move.NOT_CHOSEN, RollbackStep.Move.BACK);
  }

  @Test
  void plan_componentUninstalledSince_isNamed() {
    fixture.component("app").component("other").deploy();
    fixture.version("app", "2.0.0").deploy();
    distro.uninstall("other");

    assertThat(refusal().where().toString()).contains("'other': it has been uninstalled since");
    assertThat(fixture.exclude("other").plan().steps()).hasSize(1);
  }

  @Test
  void plan_componentReinstalledSince_isNotTakenForTheOldOne() {
    fixture.component("app").component("other").deploy();
    fixture.version("other", "2.0.0").deploy();
    distro.uninstall("app");
    fixture.version("app", "2.0.0").deploy();
    assertThat(distro.history("app").last().orElseThrow().revision()).isEqualTo(1);

    assertThat(refusal(1).where().toString())
        .contains("'app': revision 1 of its release is gone")
        .doesNotContain("other");
  }

  @Test
  void plan_backAndForth_knowsWhatIsTheSame() {
    distro.parameters(Map.of("size", 1L));
    fixture.component("app").component("other").deploy();
    distro.parameters(Map.of("size", 2L));
    fixture.version("app", "2.0.0").deploy();
    fixture.rollBack();

    fixture.rollBack(2);

    assertThat(fixture.live("app")).isEqualTo("2.0.0");
    assertThat(fixture.history("other"))
        .containsExactly("1 superseded Install complete", "2 deployed Upgrade complete");
  }

  @Test
  void plan_releaseRevisionThatNeverWorked_isNoTarget() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    Release first =
        distro.releases.find(new ReleaseKey(RollbackFixture.NAMESPACE, "app", 1)).orElseThrow();
    distro.releases.update(first.withStatus(ReleaseStatus.FAILED, "it failed"));

    assertThat(refusal().where().toString())
        .contains("'app': revision 1 of its release is no good: failed");
  }

  @Test
  void plan_releaseTakenByAnotherDistro_isRefused() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    Release last = distro.history("app").last().orElseThrow().release();
    distro.releases.update(last.withLabels(Map.of("distro", "another")));

    assertThat(refusal().where().toString()).contains("its release is no longer this distro's");
  }

  @Test
  void plan_helmAtWork_isLocked() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    Release last = distro.history("app").last().orElseThrow().release();
    distro.releases.create(last.rollingBack(3, last.info().firstDeployed(), now(last)));

    assertRefused(ErrorCode.LOCKED, "another operation (install/upgrade/rollback) is in progress");
  }

  @Test
  void plan_upgradedByHelmMeanwhile_goesBackFromThere() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    Release last = distro.history("app").last().orElseThrow().release();
    distro.releases.create(
        last.rollingBack(3, last.info().firstDeployed(), now(last))
            .withStatus(ReleaseStatus.DEPLOYED, "Upgrade complete"));

    assertThat(fixture.plan().steps().get(0).releaseRevision()).isEqualTo(3);
    fixture.rollBack();
    assertThat(fixture.history("app")).last().isEqualTo("4 deployed Rollback to 1");
  }

  @Test
  void plan_forwardOnly_isRefusedWithTheReasonAndTheWayRound() {
    fixture.component("db").component("app").forwardOnly("db").deploy();
    fixture.version("db", "2.0.0").version("app", "2.0.0").deploy();

    DistroException refusal = refusal();

    assertThat(refusal.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(refusal).hasMessageContaining("may only go forward");
    assertThat(refusal.where().toString())
        .contains("'db' is forward-only: its release is at revision 2 and would go back to 1")
        .doesNotContain("'app'");
    assertThat(refusal.hint().orElseThrow()).contains("--skip-forward-only");
  }

  @Test
  void plan_forwardOnlyUnchanged_isNoObstacle() {
    fixture.component("db").component("app").forwardOnly("db").deploy();
    fixture.version("app", "2.0.0").deploy();

    assertThat(fixture.plan().steps())
        .extracting(RollbackStep::move)
        .containsExactly(RollbackStep.Move.UNCHANGED, RollbackStep.Move.BACK);
  }

  @Test
  void plan_forwardOnlySkipped_staysNew() {
    fixture.component("db").component("app", "db").forwardOnly("db").deploy();
    fixture.version("db", "2.0.0").version("app", "2.0.0").deploy();

    fixture.skipForwardOnly().rollBack();

    assertThat(fixture.live("db")).isEqualTo("2.0.0");
    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(fixture.revisions()).last().isEqualTo("3 deployed Rollback to 1, but not of db");
    assertThat(distro.revision().content().component("db").orElseThrow().release().revision())
        .isEqualTo(2);
  }

  @Test
  void plan_oldDependentWouldNotAcceptWhatStays_isRefusedNamingBoth() {
    fixture.component("db").component("app", "db").forwardOnly("db");
    fixture.requires("app", "db", "<2").deploy();
    fixture.requires("app", "db", ">=2");
    fixture.version("db", "2.0.0").version("app", "2.0.0").deploy();

    fixture.skipForwardOnly();
    DistroException refusal = refusal();

    assertThat(refusal.code()).isEqualTo(ErrorCode.REQUIREMENT_UNMET);
    assertThat(refusal.where().toString())
        .contains("'app' requires db <2: 'db' would be at revision 2, which provides db 2.0.0");
  }

  @Test
  void plan_dependentThatStaysWouldLoseItsProvider_isRefused() {
    fixture.component("app").deploy();
    fixture.component("cache").requires("app", "cache", "*").version("app", "2.0.0").deploy();

    fixture.exclude("app");
    DistroException refusal = refusal();

    assertThat(refusal.code()).isEqualTo(ErrorCode.REQUIREMENT_UNMET);
    assertThat(refusal.where().toString()).contains("'app' requires cache: 'cache' would go");
  }

  @Test
  void plan_kindThatIsNoLongerServed_isRefusedBeforeAnythingIsTouched() {
    fixture.component("app").component("other").deploy();
    fixture.version("app", "2.0.0").version("other", "2.0.0").deploy();
    rewrite(
        "app",
        """
        apiVersion: policy/v1beta1
        kind: PodDisruptionBudget
        metadata: { name: app }
        """);

    DistroException refusal = refusal();

    assertThat(refusal.code()).isEqualTo(ErrorCode.CLUSTER_UNSUITABLE);
    assertThat(refusal.where().toString())
        .contains("'app': PodDisruptionBudget of policy/v1beta1")
        .doesNotContain("other");
    assertThat(fixture.exclude("app").plan().steps()).hasSize(2);
  }

  @Test
  void plan_kindThatTheManifestDefines_isNoObstacle() {
    fixture.component("app").component("widgets").deploy();
    fixture.version("app", "2.0.0").version("widgets", "2.0.0").deploy();
    rewrite("app", "{ apiVersion: test.io/v1, kind: Widget, metadata: { name: app } }");
    assertThat(refusal().where().toString()).contains("'app': Widget of test.io/v1");
    rewrite(
        "widgets",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: widgets.test.io }
        spec: { group: test.io, names: { kind: Widget, plural: widgets } }
        """);

    assertThat(fixture.plan().steps()).hasSize(2);
  }

  /** Gives revision 1 of the release another manifest. */
  private void rewrite(String name, String manifest) {
    ReleaseKey key = new ReleaseKey(RollbackFixture.NAMESPACE, name, 1);
    Release old = distro.releases.find(key).orElseThrow();
    distro.releases.update(
        new Release(
            old.name(),
            old.namespace(),
            old.revision(),
            old.info(),
            old.chart(),
            old.config(),
            manifest,
            old.hooks(),
            old.applyMethod(),
            old.labels(),
            old.other()));
  }

  @Test
  void plan_refusal_touchesNothing() {
    fixture.component("db").component("app").forwardOnly("db").deploy();
    fixture.version("db", "2.0.0").version("app", "2.0.0").deploy();
    int before = fixture.calls();

    refusal();

    assertThat(fixture.writesSince(before)).isEmpty();
  }

  @Test
  void plan_unknownComponent_isRefused() {
    fixture.component("app").deploy();
    fixture.version("app", "2.0.0").deploy();
    fixture.only("ap");

    assertThat(refusal().hint().orElseThrow()).contains("did you mean 'app'?");
  }

  private static OffsetDateTime now(Release release) {
    return release.info().lastDeployed().orElseThrow();
  }

  private void mark(int revision, DistroStatus status) {
    var found = distro.revisions.history(RollbackFixture.NAMESPACE, "demo").revision(revision);
    distro.revisions.update(found.orElseThrow().load().withStatus(status, "marked"), laterRun());
  }

  private static Fence laterRun() {
    return new Fence() {
      @Override
      public long epoch() {
        return 99;
      }

      @Override
      public void checkHeld() {}
    };
  }

  private DistroException refusal(Integer... to) {
    return catchThrowableOfType(DistroException.class, () -> fixture.plan(to));
  }

  private void assertRefused(ErrorCode code, String message, Integer... to) {
    assertThatThrownBy(() -> fixture.plan(to))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(DistroException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
