package io.maglev.distro.deploy.component;

import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static io.maglev.distro.deploy.run.RunFixture.configMap;
import static io.maglev.distro.deploy.run.RunFixture.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.deploy.ScriptedRenderer;
import io.maglev.distro.deploy.component.ComponentDeployer.Known;
import io.maglev.distro.deploy.object.CrdsTest;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.release.ApplyMethod;
import io.maglev.distro.release.Fence;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.sandbox.CallHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComponentDeployerTest {
  private static final String FAILS = "testbed.distro.maglev.io/fail: exit-1";

  private final RunFixture run = new RunFixture();
  private final DeployFixture distro = new DeployFixture(run.cluster, "ns", run.clock);
  private final ComponentDeployer deployer =
      new ComponentDeployer(run.context, distro.releases, distro.renderer, "demo");

  ComponentDeployerTest() {
    distro.component("app");
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void deploy_first_isHelmsInstall() {
    renders(ScriptedRenderer.configMap("settings"));

    int revision = deploy();

    Release release = release(1);
    assertThat(revision).isEqualTo(1);
    assertThat(release.status()).isEqualTo(ReleaseStatus.DEPLOYED);
    assertThat(release.info().description()).isEqualTo("Install complete");
    assertThat(release.applyMethod()).contains(ApplyMethod.SERVER_SIDE);
    assertThat(release.labels())
        .containsEntry("distro", "demo")
        .containsEntry("distro-component", "app");
    assertThat(release.info().firstDeployed()).contains(run.context.now());
    assertThat(release.manifest()).isEqualTo(ScriptedRenderer.configMap("settings"));
  }

  @Test
  void deploy_again_isHelmsUpgradeAndSupersedesTheOldLast() {
    renders(ScriptedRenderer.configMap("settings"));
    deploy();
    List<String> written = new ArrayList<>();
    run.cluster.onCall(
        call -> {
          if (call.isWrite()) {
            written.add(call.id().name());
          }
        });

    deploy();

    assertThat(release(1).status()).isEqualTo(ReleaseStatus.SUPERSEDED);
    assertThat(release(1).info().description()).isEqualTo("Install complete");
    assertThat(release(2).info().description()).isEqualTo("Upgrade complete");
    assertThat(release(2).info().firstDeployed()).isEqualTo(release(1).info().firstDeployed());
    assertThat(written)
        .containsExactly(
            "sh.helm.release.v1.app.v2",
            "settings",
            "sh.helm.release.v1.app.v1",
            "sh.helm.release.v1.app.v2");
  }

  @Test
  void deploy_running_isPendingMeanwhile() {
    renders(deployment("web", "testbed.distro.maglev.io/delay: 30s"));
    List<String> statuses = new ArrayList<>();
    run.time.after(Duration.ofSeconds(10), () -> statuses.add(describe(1)));

    deploy();

    assertThat(statuses).containsExactly("pending-install: Initial install underway");
  }

  @Test
  void deploy_objectsGone_arePrunedAfterTheNewAreThere() {
    renders(ScriptedRenderer.configMap("old") + ScriptedRenderer.configMap("both"));
    deploy();
    renders(ScriptedRenderer.configMap("both") + ScriptedRenderer.configMap("new"));

    deploy();

    assertThat(exists("old")).isFalse();
    assertThat(exists("both")).isTrue();
    assertThat(exists("new")).isTrue();
    assertThat(run.writes().indexOf("delete ConfigMap/ns/old"))
        .isGreaterThan(run.writes().indexOf("apply ConfigMap/ns/new"));
  }

  @Test
  void deploy_afterAFailedUpgrade_prunesWhatThatHadCreated() {
    renders(ScriptedRenderer.configMap("one"));
    deploy();
    renders(
        ScriptedRenderer.configMap("stray")
            + deployment("web", "testbed.distro.maglev.io/fail: never-ready"));
    assertThatThrownBy(this::deploy).hasMessageContaining("not ready");
    renders(ScriptedRenderer.configMap("two"));

    deploy();

    assertThat(exists("one")).isFalse();
    assertThat(exists("stray")).isFalse();
    assertThat(exists("two")).isTrue();
    assertThat(release(1).status()).isEqualTo(ReleaseStatus.SUPERSEDED);
    assertThat(release(2).status()).isEqualTo(ReleaseStatus.FAILED);
    assertThat(release(3).status()).isEqualTo(ReleaseStatus.DEPLOYED);
  }

  @Test
  void deploy_fails_isMarkedWithHelmsWords() {
    renders(deployment("web", "testbed.distro.maglev.io/fail: never-ready"));

    assertThatThrownBy(this::deploy);

    assertThat(describe(1))
        .isEqualTo(
            "failed: Release \"app\" failed: cannot bring up component 'app': not ready after 1m");
  }

  @Test
  void deploy_failsUpgrading_leavesTheOldDeployed() {
    renders(ScriptedRenderer.configMap("one"));
    deploy();
    renders(deployment("web", "testbed.distro.maglev.io/fail: never-ready"));

    assertThatThrownBy(this::deploy);

    assertThat(release(1).status()).isEqualTo(ReleaseStatus.DEPLOYED);
    assertThat(describe(2)).startsWith("failed: Upgrade \"app\" failed: cannot bring up");
  }

  @Test
  void deploy_serverTellsASecret_isMaskedInTheRecord() {
    RunContext secretive =
        new RunContext(
            run.cluster,
            run.live,
            run.events::add,
            run.clock,
            Fence.none(),
            SecretMask.of(List.of("s3cret")),
            HookOptions.DEFAULT,
            SafetyOptions.KEEPING);
    renders(ScriptedRenderer.configMap("settings"));
    run.cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("apply"),
            () -> new IllegalStateException("invalid value: s3cret")));

    assertThatThrownBy(
            () ->
                new ComponentDeployer(secretive, distro.releases, distro.renderer, "demo")
                    .deploy(distro.locked("app"), minute(), new Known(0, Set.of())))
        .isInstanceOf(IllegalStateException.class);

    assertThat(describe(1)).isEqualTo("failed: Release \"app\" failed: invalid value: ***");
  }

  @Test
  void deploy_objectOfSomebodyElse_leavesNoRevisionAndRunsNoHook() {
    run.cluster.create(owned(configMap("settings", ""), "other"));
    renders(ScriptedRenderer.configMap("settings"));
    distro.renderer.hook("app", job("prepare", HookPhase.PRE_INSTALL, 0, ""));

    assertThatThrownBy(this::deploy)
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.OWNERSHIP_CONFLICT);

    assertThat(distro.history("app").isEmpty()).isTrue();
    assertThat(run.get("batch/v1", "Job", "prepare")).isEmpty();
  }

  @Test
  void deploy_kindThatIsNotServed_leavesNoRevision() {
    renders("{ apiVersion: a.b/v1, kind: Nope, metadata: { name: x } }");

    assertThatThrownBy(this::deploy).hasMessageContaining("no matches for kind");

    assertThat(distro.history("app").isEmpty()).isTrue();
  }

  @Test
  void deploy_hooks_runInTheirPhasesAndAreRecorded() {
    renders(ScriptedRenderer.configMap("settings"));
    distro
        .renderer
        .hook("app", job("before", HookPhase.PRE_INSTALL, 0, ""))
        .hook("app", job("after", HookPhase.POST_INSTALL, 0, ""))
        .hook("app", job("upgrade", HookPhase.PRE_UPGRADE, 0, ""));

    deploy();

    assertThat(run.writes())
        .filteredOn(write -> !write.contains("Secret"))
        .containsExactly(
            "create Job/ns/before", "apply ConfigMap/ns/settings", "create Job/ns/after");
    assertThat(release(1).hooks())
        .extracting(hook -> hook.hook().name() + " " + hook.lastRun().phase())
        .containsExactly("before SUCCEEDED", "after SUCCEEDED", "upgrade NEVER");
  }

  @Test
  void deploy_postHookFails_isAFailedReleaseWithItsObjects() {
    renders(ScriptedRenderer.configMap("settings"));
    distro.renderer.hook("app", job("check", HookPhase.POST_INSTALL, 0, FAILS));

    assertThatThrownBy(this::deploy).hasMessageContaining("cannot run post-install hook 'check'");

    assertThat(release(1).status()).isEqualTo(ReleaseStatus.FAILED);
    assertThat(release(1).hooks().get(0).lastRun().phase()).isEqualTo(HookRun.Phase.FAILED);
    assertThat(exists("settings")).isTrue();
  }

  @Test
  void deploy_pendingOfAKilledRun_isTakenOver() {
    leavePending();

    int revision = deploy(1);

    assertThat(revision).isEqualTo(2);
    assertThat(describe(1)).isEqualTo("failed: Interrupted before its end");
    assertThat(describe(2)).isEqualTo("deployed: Install complete");
  }

  @Test
  void deploy_pendingOfHelmItself_isLeftToIt() {
    leavePending();

    assertThatThrownBy(() -> deploy(0))
        .hasMessageContaining("another operation (install/upgrade/rollback) is in progress")
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.LOCKED);
    assertThat(release(1).status()).isEqualTo(ReleaseStatus.PENDING_INSTALL);
  }

  @Test
  void deploy_pendingOfHelmItself_longAgo_countsAsDead() {
    leavePending();
    run.time.advance(Duration.ofMinutes(59));
    assertThatThrownBy(() -> deploy(0)).hasMessageContaining("is in progress");
    run.time.advance(Duration.ofMinutes(2));

    int revision = deploy(0);

    assertThat(revision).isEqualTo(2);
    assertThat(describe(1)).isEqualTo("failed: Interrupted before its end");
  }

  @Test
  void deploy_afterAnUninstallThatWasKilled_installsAndPrunesWhatWasLeft() {
    renders(ScriptedRenderer.configMap("left"));
    deploy();
    distro.releases.update(release(1).withStatus(ReleaseStatus.UNINSTALLING, "x"));
    renders(ScriptedRenderer.configMap("settings"));

    deploy();

    assertThat(describe(2)).isEqualTo("deployed: Install complete");
    assertThat(exists("left")).isFalse();
  }

  @Test
  void deploy_crds_onlyTheFirstTime() {
    distro.renderer.crd("app", CrdsTest.definition("Widget"));
    renders("{ apiVersion: example.org/v1, kind: Widget, metadata: { name: one } }");
    deploy();
    distro.renderer.crd("app", CrdsTest.definition("Gadget"));

    deploy();

    assertThat(run.cluster.apis().find("example.org/v1", "Widget")).isPresent();
    run.cluster.refreshApis();
    assertThat(run.cluster.apis().find("example.org/v1", "Gadget")).isEmpty();
  }

  @Test
  void deploy_history_isPrunedButForWhatIsKept() {
    renders(ScriptedRenderer.configMap("settings"));
    for (int i = 0; i < 12; i++) {
      deployer.deploy(distro.locked("app"), minute(), new Known(i, Set.of(1)));
    }

    assertThat(distro.history("app").entries())
        .extracting(entry -> entry.revision())
        .containsExactly(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void deploy_recordCannotBeWrittenAtTheEnd_failsAndSaysSo() {
    renders(ScriptedRenderer.configMap("settings"));
    run.cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("replace"),
            () -> RunFixture.failed("etcd has no leader")));

    assertThatThrownBy(this::deploy).hasMessage("etcd has no leader");

    assertThat(describe(1)).isEqualTo("failed: Release \"app\" failed: etcd has no leader");
  }

  @Test
  void confirm_nothingDrifted_isUnchanged() {
    renders(ScriptedRenderer.configMap("settings") + deployment("web", ""));
    deploy();

    assertThat(confirm()).isFalse();
  }

  @Test
  void confirm_statusMoved_isUnchanged() {
    renders(deployment("web", "testbed.distro.maglev.io/delay: 1s"));
    deploy();
    run.cluster.updateStatus(
        new ResourceId("apps/v1", "Deployment", "ns", "web"), Map.of("collisionCount", 3L));

    assertThat(confirm()).isFalse();
  }

  @Test
  void confirm_objectDeletedByHand_comesBack() {
    renders(ScriptedRenderer.configMap("settings"));
    deploy();
    run.cluster.delete(
        new ResourceId("v1", "ConfigMap", "ns", "settings"), DeleteOptions.BACKGROUND);

    assertThat(confirm()).isTrue();
    assertThat(exists("settings")).isTrue();
  }

  @Test
  void confirm_dataChangedByHelmsManager_isHealed() {
    renders(ScriptedRenderer.configMap("settings"));
    deploy();
    run.cluster.apply(
        owned(
            RunFixture.object(
                "{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings, namespace: ns },"
                    + " data: { key: drifted } }"),
            "app"),
        ApplyOptions.HELM);

    assertThat(confirm()).isTrue();
    assertThat(live("settings").string("data", "key")).contains("value");
  }

  @Test
  void confirm_onlyALabelDrifted_isHealedAndTold() {
    renders(
        deployment("web", "")
            .replace("  name: web\nspec", "  name: web\n  labels: { tier: front }\nspec"));
    deploy();
    KubeObject web = run.get("apps/v1", "Deployment", "web").orElseThrow();
    run.cluster.mergePatch(
        web.id(), Map.of("metadata", Map.of("labels", Map.of("tier", "front", "extra", "x"))));
    assertThat(confirm()).isFalse();

    run.cluster.apply(
        owned(RunFixture.object(deployment("web", "")).inNamespace("ns"), "app"),
        ApplyOptions.HELM);

    assertThat(confirm()).isTrue();
    assertThat(run.get("apps/v1", "Deployment", "web").orElseThrow().labels())
        .containsEntry("tier", "front");
  }

  @Test
  void confirm_takenByAnother_isRefused() {
    renders(ScriptedRenderer.configMap("settings"));
    deploy();
    run.cluster.mergePatch(
        new ResourceId("v1", "ConfigMap", "ns", "settings"),
        Map.of("metadata", Map.of("annotations", Map.of("meta.helm.sh/release-name", "other"))));

    assertThatThrownBy(this::confirm).hasMessageContaining("exists and is not its own");
  }

  @Test
  void confirm_recordGone_isNamed() {
    assertThatThrownBy(this::confirm).hasMessageContaining("cannot find release revision");
  }

  @Test
  void isDeployed_onlyTheNewestAndDeployed() {
    renders(ScriptedRenderer.configMap("settings"));
    assertThat(deployer.isDeployed(distro.locked("app"), 1)).isFalse();
    deploy();
    assertThat(deployer.isDeployed(distro.locked("app"), 1)).isTrue();
    deploy();
    assertThat(deployer.isDeployed(distro.locked("app"), 1)).isFalse();
    assertThat(deployer.newestRevision(distro.locked("app"))).isEqualTo(2);
    assertThat(deployer.exists(new ReleaseKey("ns", "app", 2))).isTrue();
    assertThat(deployer.exists(new ReleaseKey("ns", "app", 3))).isFalse();
  }

  private void renders(String manifest) {
    distro.renderer.manifest("app", manifest);
  }

  private int deploy() {
    return deploy(0);
  }

  private int deploy(int ownRevision) {
    return deployer.deploy(distro.locked("app"), minute(), new Known(ownRevision, Set.of()));
  }

  private boolean confirm() {
    return deployer.confirm(distro.locked("app"), 1, minute());
  }

  private void leavePending() {
    renders(ScriptedRenderer.configMap("settings"));
    deploy();
    distro.releases.update(release(1).withStatus(ReleaseStatus.PENDING_INSTALL, "underway"));
  }

  private Deadline minute() {
    return run.in(Duration.ofMinutes(1));
  }

  private Release release(int revision) {
    return distro.releases.find(new ReleaseKey("ns", "app", revision)).orElseThrow();
  }

  private String describe(int revision) {
    Release release = release(revision);
    return release.status().text() + ": " + release.info().description();
  }

  private boolean exists(String configMap) {
    return run.get("v1", "ConfigMap", configMap).isPresent();
  }

  private KubeObject live(String configMap) {
    return run.get("v1", "ConfigMap", configMap).orElseThrow();
  }
}
