package io.maglev.distro.deploy.takeback;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.deploy.DeployOutcome;
import io.maglev.distro.deploy.rollback.RollbackFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.RevisionComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TakeBackTest {
  private static final String CLAIM =
      """
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: { name: data }
      spec:
        accessModes: [ ReadWriteOnce ]
        resources: { requests: { storage: 1Gi } }
      """;

  private final RollbackFixture fixture = new RollbackFixture().atomic();
  private final DeployFixture distro = fixture.distro;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void upgrade_failed_bringsBackWhatItHadChanged() {
    fixture.component("db").component("app", "db").deploy();
    fixture.version("db", "2.0.0");
    breaking("app", "2.0.0");

    DeployOutcome outcome = upgrade();

    assertThat(fixture.live("db")).isEqualTo("1.0.0");
    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(fixture.live("apps/v1", "Deployment", "app")).isEmpty();
    assertThat(fixture.history("db"))
        .containsExactly(
            "1 superseded Install complete",
            "2 superseded Upgrade complete",
            "3 deployed Rollback to 1");
    assertThat(fixture.history("app").get(0)).isEqualTo("1 superseded Install complete");
    assertThat(fixture.history("app").get(1)).startsWith("2 failed Upgrade \"app\" failed: ");
    assertThat(fixture.history("app").get(2)).isEqualTo("3 deployed Rollback to 1");
    assertThat(fixture.revisions())
        .containsExactly("1 deployed Install complete", "2 failed Upgrade failed: app; taken back");
    assertThat(outcome.succeeded()).isFalse();
  }

  @Test
  void upgrade_takenBack_isToldCauseFirstAndAsExitThree() {
    fixture.component("db").component("app", "db").deploy();
    fixture.version("db", "2.0.0");
    breaking("app", "2.0.0");

    List<DistroException> failures = upgrade().failures();

    assertThat(failures).hasSize(2);
    assertThat(failures.get(0)).hasMessageContaining("app");
    DistroException summary = failures.get(1);
    assertThat(summary.code()).isEqualTo(ErrorCode.DEPLOY_TAKEN_BACK);
    assertThat(summary)
        .hasMessage(
            "cannot upgrade distro 'demo': app failed; what had been changed was taken back");
    assertThat(places(summary))
        .containsExactly(
            "'db' is what it was: revision 3 of its release brings back 1",
            "'app' is what it was: revision 3 of its release brings back 1");
    assertThat(summary.hint()).isPresent();
  }

  @Test
  void upgrade_takenBack_dependentsFirstAsTasksOfTheirOwn() {
    fixture.component("db").component("api", "db").component("web", "api").deploy();
    fixture.version("db", "2.0.0").version("api", "2.0.0");
    breaking("web", "2.0.0");

    upgrade();

    assertThat(distro.started())
        .containsExactly(
            "db", "api", "web", "web (take-back)", "api (take-back)", "db (take-back)");
    assertThat(outcomes()).contains("db (take-back) DONE").doesNotContain("db (take-back) FAILED");
  }

  @Test
  void upgrade_takenBack_leavesUntouchedWhatItHadNotTouched() {
    fixture.component("db").component("app", "db").component("other").component("later", "app");
    fixture.deploy();
    fixture.version("db", "2.0.0").version("later", "2.0.0");
    breaking("app", "2.0.0");
    String before = live("other").resourceVersion() + live("later").resourceVersion();

    upgrade();

    assertThat(fixture.history("other")).containsExactly("1 deployed Install complete");
    assertThat(fixture.history("later")).containsExactly("1 deployed Install complete");
    assertThat(live("other").resourceVersion() + live("later").resourceVersion()).isEqualTo(before);
  }

  @Test
  void upgrade_takenBack_recordsWhatIsThere() {
    distro.parameters(Map.of("size", "one"));
    fixture.component("db").component("app", "db").deploy();
    DistroRevision stood = distro.revision();
    distro.parameters(Map.of("size", "two")).bundle("next");
    fixture.version("db", "2.0.0");
    breaking("app", "2.0.0");

    upgrade();

    DistroRevision failed = distro.revision();
    assertThat(failed.bundle()).isEqualTo(stood.bundle());
    assertThat(failed.content().parameters()).isEqualTo(Map.of("size", "one"));
    for (RevisionComponent old : stood.content().components()) {
      assertThat(failed.content().component(old.name())).contains(old.withReleaseRevision(3));
    }
  }

  @Test
  void upgrade_afterOneThatWasTakenBack_startsAfreshAndEndsWell() {
    distro.hook("check", HookPhase.PRE_UPGRADE, List.of());
    distro.renderer.hook("check", job("check", HookPhase.PRE_UPGRADE, 0, ""));
    fixture.component("db").component("app", "db").deploy();
    fixture.version("db", "2.0.0");
    breaking("app", "2.0.0");
    upgrade();
    fixture.version("app", "2.0.0");

    DeployOutcome again = upgrade();

    assertThat(again.failures()).isEmpty();
    assertThat(distro.started()).containsExactly("check (pre-upgrade)", "db", "app");
    assertThat(fixture.live("db")).isEqualTo("2.0.0");
    assertThat(fixture.revisions().get(2)).startsWith("3 deployed");
  }

  @Test
  void upgrade_backToWhatStood_afterItWasTakenBack_touchesNothing() {
    fixture.component("app").deploy();
    distro.bundle("next");
    breaking("app", "2.0.0");
    upgrade();
    distro.bundle("bundle");
    fixture.version("app", "1.0.0");

    DeployOutcome again = upgrade();

    assertThat(again.failures()).isEmpty();
    assertThat(outcomes()).containsExactly("app UNCHANGED");
    assertThat(fixture.history("app")).hasSize(3);
  }

  @Test
  void rollbackWithoutNumber_afterOneThatWasTakenBack_goesToTheOneThatStood() {
    fixture.component("app").deploy();
    breaking("app", "2.0.0");
    upgrade();

    assertThat(fixture.plan().target()).isEqualTo(1);
  }

  @Test
  void upgrade_failedInAHook_takesBackWhatWasChangedBefore() {
    fixture.component("db").deploy();
    distro.hook("check", HookPhase.POST_UPGRADE, List.of());
    distro.renderer.hook(
        "check", job("check", HookPhase.POST_UPGRADE, 0, "testbed.distro.maglev.io/fail: exit-1"));
    fixture.version("db", "2.0.0");

    DeployOutcome outcome = upgrade();

    assertThat(fixture.live("db")).isEqualTo("1.0.0");
    assertThat(fixture.revisions().get(1))
        .isEqualTo("2 failed Upgrade failed: check (post-upgrade); taken back");
    assertThat(last(outcome).code()).isEqualTo(ErrorCode.DEPLOY_TAKEN_BACK);
  }

  @Test
  void upgrade_failedBeforeItChangedAnything_saysSo() {
    fixture.component("db").deploy();
    distro.hook("check", HookPhase.PRE_UPGRADE, List.of());
    distro.renderer.hook(
        "check", job("check", HookPhase.PRE_UPGRADE, 0, "testbed.distro.maglev.io/fail: exit-1"));
    fixture.version("db", "2.0.0");

    DeployOutcome outcome = upgrade();

    assertThat(fixture.history("db")).hasSize(1);
    assertThat(last(outcome))
        .hasMessage(
            "cannot upgrade distro 'demo': check (pre-upgrade) failed; no component had been"
                + " changed");
  }

  @Test
  void upgrade_takenBack_runsTheRollbackHooksOfTheRevisionThatStood() {
    distro.hook(
        "undo", Set.of(HookPhase.PRE_ROLLBACK, HookPhase.POST_ROLLBACK), List.of(), List.of());
    fixture.component("db").component("app", "db").deploy();
    fixture.version("db", "2.0.0");
    breaking("app", "2.0.0");

    upgrade();

    assertThat(distro.started())
        .containsExactly(
            "db",
            "app",
            "undo (pre-rollback)",
            "app (take-back)",
            "db (take-back)",
            "undo (post-rollback)");
  }

  @Test
  void upgrade_withoutAtomic_leavesWhatItHasChanged() {
    try (RollbackFixture keeping = new RollbackFixture()) {
      keeping.component("db").component("app", "db").deploy();
      keeping.version("db", "2.0.0");
      keeping.version("app", "2.0.0").manifest("app", broken("app"));

      DeployOutcome outcome = keeping.distro.upgrade();

      assertThat(keeping.live("db")).isEqualTo("2.0.0");
      assertThat(keeping.status("app")).isEqualTo(ReleaseStatus.FAILED);
      assertThat(outcome.takenBack()).isEmpty();
      assertThat(keeping.revisions().get(1)).isEqualTo("2 failed-partial Upgrade failed: app");
    }
  }

  @Test
  void upgrade_componentThatCameWithIt_isUninstalledButNoData() {
    fixture.component("db").deploy();
    fixture.component("cache", "db").component("app", "cache");
    fixture.manifest("cache", configMap("cache") + CLAIM);
    breaking("app", "1.0.0");

    DeployOutcome outcome = upgrade();

    assertThat(fixture.history("cache")).isEmpty();
    assertThat(fixture.history("app")).isEmpty();
    assertThat(fixture.live("v1", "ConfigMap", "cache")).isEmpty();
    assertThat(fixture.live("v1", "PersistentVolumeClaim", "data")).isPresent();
    assertThat(fixture.history("db")).containsExactly("1 deployed Install complete");
    assertThat(names(distro.revision())).containsExactly("db");
    assertThat(places(last(outcome)))
        .containsExactly(
            "'cache' is uninstalled, as it was before; its data stays",
            "'app' is uninstalled, as it was before; its data stays");
  }

  @Test
  void upgrade_forwardOnlyMember_staysNewAndIsNamedBefore() {
    fixture.component("db").component("app", "db").forwardOnly("db").deploy();
    fixture.version("db", "2.0.0").forwardOnly("db");
    breaking("app", "2.0.0");

    DeployOutcome outcome = upgrade();

    assertThat(fixture.live("db")).isEqualTo("2.0.0");
    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(fixture.revisions().get(1))
        .isEqualTo("2 failed-partial Upgrade failed: app; taken back but for db");
    assertThat(warnings())
        .containsExactly("demo: forward-only, so not taken back if this run fails: db");
    assertThat(last(outcome).code()).isEqualTo(ErrorCode.DEPLOY_FAILED);
    assertThat(places(last(outcome)))
        .containsExactly(
            "'db' stays at revision 2 of its release: it is forward-only",
            "'app' is what it was: revision 3 of its release brings back 1");
    assertThat(distro.revision().content().component("db").orElseThrow().release().revision())
        .isEqualTo(2);
  }

  @Test
  void upgrade_forwardOnlyMember_thatStaysAsItIs_isNotNamed() {
    fixture.component("db").component("app", "db").forwardOnly("db").deploy();
    fixture.version("app", "2.0.0");

    upgrade();

    assertThat(warnings()).isEmpty();
  }

  @Test
  void upgrade_dependentWhoseOldRevisionDoesNotAcceptWhatStays_staysNewToo() {
    fixture.component("db").forwardOnly("db");
    fixture.component("old", "db").requires("old", "db", "<2");
    fixture.component("any", "db").component("app", "old").deploy();
    fixture.version("db", "2.0.0").version("any", "2.0.0");
    fixture.version("old", "2.0.0").requires("old", "db", "*");
    breaking("app", "2.0.0");

    DeployOutcome outcome = upgrade();

    assertThat(fixture.live("old")).isEqualTo("2.0.0");
    assertThat(fixture.live("any")).isEqualTo("1.0.0");
    assertThat(fixture.live("app")).isEqualTo("1.0.0");
    assertThat(places(last(outcome)))
        .contains(
            "'old' stays at revision 2 of its release: what it was requires db <2, and 'db', which"
                + " stays new, provides db 2.0.0");
  }

  @Test
  void upgrade_takingBackFails_doesNotHideTheCauseNorStopOthers() {
    fixture.component("db").component("other").component("app", "db", "other").deploy();
    distro.renderer.hook(
        "other", job("undo", HookPhase.PRE_ROLLBACK, 0, "testbed.distro.maglev.io/fail: exit-1"));
    fixture.version("other", "1.0.1").deploy();
    distro.renderer.forgetHooks("other");
    fixture.version("db", "2.0.0").version("other", "2.0.0");
    breaking("app", "2.0.0");

    DeployOutcome outcome = upgrade();

    assertThat(fixture.live("db")).isEqualTo("1.0.0");
    assertThat(outcome.failures()).hasSize(3);
    assertThat(outcome.failures().get(0)).hasMessageContaining("app");
    assertThat(outcome.failures().get(1)).hasMessageContaining("undo");
    assertThat(last(outcome).code()).isEqualTo(ErrorCode.DEPLOY_FAILED);
    assertThat(places(last(outcome))).contains("'other' could not be taken back, as told above");
    assertThat(fixture.revisions().get(2))
        .isEqualTo("3 failed-partial Upgrade failed: app; taken back but for other");
  }

  @Test
  void install_failed_leavesNothingButDataAndRecordsThat() {
    distro.hook("pki", Set.of(HookPhase.PRE_INSTALL, HookPhase.POST_DELETE), List.of(), List.of());
    distro.renderer.manifest("pki", configMap("certificates"));
    fixture.component("db").component("app", "db");
    fixture.manifest("db", configMap("db") + CLAIM);
    breaking("app", "1.0.0");

    DeployOutcome outcome = distro.install();

    assertThat(fixture.history("db")).isEmpty();
    assertThat(fixture.history("app")).isEmpty();
    assertThat(fixture.live("db")).isEmpty();
    assertThat(fixture.live("certificates")).isEmpty();
    assertThat(fixture.live("v1", "PersistentVolumeClaim", "data")).isPresent();
    assertThat(distro.started())
        .containsExactly(
            "pki (pre-install)",
            "db",
            "app",
            "app (take-back)",
            "db (take-back)",
            "pki (post-delete)");
    assertThat(fixture.revisions()).containsExactly("1 failed Install failed: app; taken back");
    assertThat(distro.revision().content().components()).isEmpty();
    assertThat(distro.revision().content().parameters()).isEmpty();
    assertThat(last(outcome).code()).isEqualTo(ErrorCode.DEPLOY_TAKEN_BACK);
  }

  @Test
  void install_afterOneThatWasTakenBack_startsAfresh() {
    distro.hook("pki", HookPhase.PRE_INSTALL, List.of());
    distro.renderer.manifest("pki", configMap("certificates"));
    fixture.component("app");
    breaking("app", "1.0.0");
    distro.install();
    distro.events.clear();
    fixture.version("app", "1.0.0");

    DeployOutcome again = distro.install();

    assertThat(again.failures()).isEmpty();
    assertThat(distro.started()).containsExactly("pki (pre-install)", "app");
    assertThat(fixture.live("certificates")).isEqualTo("value");
    assertThat(fixture.history("app")).containsExactly("1 deployed Install complete");
  }

  @Test
  void uninstall_ofWhatWasTakenBack_forgetsIt() {
    fixture.component("app");
    breaking("app", "1.0.0");
    distro.install();

    distro.uninstallRecorded();

    assertThat(fixture.revisions()).isEmpty();
  }

  @Test
  void install_ofMore_keepsWhatAnEarlierRunHasBroughtUp() {
    fixture.component("db").component("app", "db");
    distro.install("db");
    distro.events.clear();
    breaking("app", "1.0.0");

    distro.install("app");

    assertThat(fixture.history("db")).containsExactly("1 deployed Install complete");
    assertThat(fixture.history("app")).isEmpty();
    assertThat(names(distro.revision())).containsExactly("db");
  }

  @Test
  void install_optionalComponentFails_takesNothingBack() {
    fixture.component("db").component("extra");
    distro.change("extra", RollbackFixture::optional);
    breaking("extra", "1.0.0");

    DeployOutcome outcome = distro.install();

    assertThat(outcome.succeeded()).isTrue();
    assertThat(fixture.status("extra")).isEqualTo(ReleaseStatus.FAILED);
    assertThat(fixture.status("db")).isEqualTo(ReleaseStatus.DEPLOYED);
  }

  private KubeObject live(String configMap) {
    return fixture.live("v1", "ConfigMap", configMap).orElseThrow();
  }

  private DeployOutcome upgrade() {
    distro.events.clear();
    return distro.upgrade();
  }

  /** The next version of the component has a Deployment that cannot come up. */
  private void breaking(String name, String version) {
    fixture.version(name, version).manifest(name, broken(name));
  }

  private static String broken(String name) {
    return configMap(name) + deployment(name, "testbed.distro.maglev.io/fail: config-error");
  }

  private static DistroException last(DeployOutcome outcome) {
    return outcome.failures().get(outcome.failures().size() - 1);
  }

  private static List<String> places(DistroException failure) {
    return failure.where().stream().map(Object::toString).toList();
  }

  private static List<String> names(DistroRevision revision) {
    return revision.content().components().stream().map(RevisionComponent::name).toList();
  }

  private List<String> outcomes() {
    return distro.events.stream()
        .filter(TaskEnded.class::isInstance)
        .map(TaskEnded.class::cast)
        .map(task -> task.task() + " " + task.outcome())
        .toList();
  }

  private List<String> warnings() {
    return distro.events.stream()
        .filter(Warning.class::isInstance)
        .map(Warning.class::cast)
        .map(warning -> warning.task() + ": " + warning.message())
        .toList();
  }
}
