package io.maglev.distro.deploy.component;

import static io.maglev.distro.deploy.ScriptedRenderer.deployment;
import static io.maglev.distro.deploy.ScriptedRenderer.job;
import static io.maglev.distro.deploy.run.RunFixture.configMap;
import static io.maglev.distro.deploy.run.RunFixture.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.DeployFixture;
import io.maglev.distro.deploy.ScriptedRenderer;
import io.maglev.distro.deploy.object.DataGuard;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.sandbox.CallHook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComponentRemoverTest {
  private final RunFixture run = new RunFixture();
  private final DeployFixture distro = new DeployFixture(run.cluster, "ns", run.clock);

  ComponentRemoverTest() {
    distro.component("app");
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void remove_takesObjectsAndHistory() {
    deploy(ScriptedRenderer.configMap("settings") + deployment("web", ""));
    deploy(ScriptedRenderer.configMap("settings") + deployment("web", ""));

    assertThat(remove()).isTrue();

    assertThat(run.get("v1", "ConfigMap", "settings")).isEmpty();
    assertThat(run.get("apps/v1", "Deployment", "web")).isEmpty();
    assertThat(distro.history("app").isEmpty()).isTrue();
  }

  @Test
  void remove_order_isHelmsUninstallOrderThenRecordsOldestFirst() {
    deploy(
        ScriptedRenderer.configMap("settings")
            + "---\n{ apiVersion: v1, kind: Service, metadata: { name: web } }\n"
            + deployment("web", ""));
    deploy(distro.history("app").last().orElseThrow().release().manifest());

    remove();

    assertThat(run.writes())
        .filteredOn(write -> write.startsWith("delete"))
        .containsExactly(
            "delete Service/ns/web",
            "delete Deployment/ns/web",
            "delete ConfigMap/ns/settings",
            "delete Secret/ns/sh.helm.release.v1.app.v1",
            "delete Secret/ns/sh.helm.release.v1.app.v2");
  }

  @Test
  void remove_noRelease_isNothingToDo() {
    assertThat(remove()).isFalse();
  }

  @Test
  void remove_releaseThatIsNoLongerTheDistros_stays() {
    deploy(ScriptedRenderer.configMap("settings"));
    run.cluster.mergePatch(
        new ResourceId("v1", "Secret", "ns", "sh.helm.release.v1.app.v1"),
        Map.of("metadata", Map.of("labels", Map.of("distro", "other"))));

    assertThat(remove()).isFalse();

    assertThat(run.get("v1", "ConfigMap", "settings")).isPresent();
    assertThat(run.events)
        .contains(new Warning("app", "release 'app' stays: it is no longer this distro's"));
  }

  @Test
  void remove_objectsOfOthersOfTheSameName_stay() {
    deploy(ScriptedRenderer.configMap("settings"));
    run.cluster.delete(
        new ResourceId("v1", "ConfigMap", "ns", "settings"), DeleteOptions.BACKGROUND);
    KubeObject others = run.cluster.create(owned(configMap("settings", ""), "other"));

    remove();

    assertThat(run.exists(others)).isTrue();
    assertThat(distro.history("app").isEmpty()).isTrue();
  }

  @Test
  void remove_kept_stays() {
    deploy(
        ScriptedRenderer.configMap("settings")
            .replace(
                "name: settings",
                "name: settings\n  annotations: { helm.sh/resource-policy: keep }"));

    remove();

    assertThat(run.get("v1", "ConfigMap", "settings")).isPresent();
  }

  @Test
  void remove_keptWhereItLives_stays() {
    deploy(ScriptedRenderer.configMap("settings"));
    run.cluster.mergePatch(
        new ResourceId("v1", "ConfigMap", "ns", "settings"),
        Map.of("metadata", Map.of("annotations", Map.of("helm.sh/resource-policy", "keep"))));

    remove();

    assertThat(run.get("v1", "ConfigMap", "settings")).isPresent();
  }

  @Test
  void remove_data_staysAndIsNotWaitedFor() {
    deployDatabase("");

    remove();

    assertThat(run.get("apps/v1", "StatefulSet", "db")).isEmpty();
    assertThat(run.get("v1", "PersistentVolumeClaim", "data-db-0")).isPresent();
    assertThat(run.get("v1", "PersistentVolumeClaim", "plain")).isPresent();
  }

  @Test
  void remove_dataToo_takesAllClaims() {
    deployDatabase("");

    remove(true);

    assertThat(run.get("v1", "PersistentVolumeClaim", "data-db-0")).isEmpty();
    assertThat(run.get("v1", "PersistentVolumeClaim", "plain")).isEmpty();
  }

  @Test
  void remove_keptSet_keepsItsClaimsToo() {
    deployDatabase("annotations: { helm.sh/resource-policy: keep }");

    remove(true);

    assertThat(run.get("apps/v1", "StatefulSet", "db")).isPresent();
    assertThat(run.get("v1", "PersistentVolumeClaim", "data-db-0")).isPresent();
    assertThat(run.writes()).noneMatch(write -> write.startsWith("mergePatch"));
  }

  @Test
  void remove_dataTooAfterAKilledRun_findsTheClaimsOfAGoneSet() {
    deployDatabase("");
    run.cluster.delete(
        new ResourceId("apps/v1", "StatefulSet", "ns", "db"), DeleteOptions.BACKGROUND);

    remove(true);

    assertThat(run.get("v1", "PersistentVolumeClaim", "data-db-0")).isEmpty();
  }

  @Test
  void remove_finalizerHoldsOn_failsNamingItAndCanBeRunAgain() {
    deploy(
        ScriptedRenderer.configMap("settings")
            .replace("name: settings", "name: settings\n  finalizers: [ example.org/stay ]"));

    assertThatThrownBy(this::remove)
        .hasMessage("cannot remove 'app': still there after 1m: ConfigMap/ns/settings");
    Release record = distro.history("app").last().orElseThrow().release();
    assertThat(record.status()).isEqualTo(ReleaseStatus.UNINSTALLING);
    assertThat(record.info().deleted()).isPresent();

    run.cluster.mergePatch(
        new ResourceId("v1", "ConfigMap", "ns", "settings"),
        Map.of("metadata", Map.of("finalizers", List.of())));
    assertThat(remove()).isTrue();
  }

  @Test
  void remove_podsThatEndSlowly_areWaitedFor() {
    deploy(deployment("web", ""));
    KubeObject pod = pod("web");
    run.cluster.mergePatch(
        pod.id(), Map.of("metadata", Map.of("finalizers", List.of("example.org/stay"))));

    assertThatThrownBy(this::remove)
        .hasMessageContaining("still there after 1m: Pod/ns/" + pod.name());
  }

  @Test
  void remove_podsOfOthersWithTheSameLabels_areNotWaitedFor() {
    deploy(deployment("web", ""));
    run.create(
        "{ apiVersion: v1, kind: Pod, metadata: { name: x, namespace: ns, labels: { app: web } },"
            + " spec: { containers: [ { name: c, image: i } ] } }");

    assertThat(remove()).isTrue();
  }

  @Test
  void remove_hooks_runBeforeAndAfter() {
    distro
        .renderer
        .hook("app", job("first", HookPhase.PRE_DELETE, 0, ""))
        .hook("app", job("last", HookPhase.POST_DELETE, 0, ""));
    deploy(ScriptedRenderer.configMap("settings"));

    remove();

    assertThat(run.writes())
        .filteredOn(write -> !write.contains("Secret"))
        .containsSubsequence(
            "create Job/ns/first", "delete ConfigMap/ns/settings", "create Job/ns/last");
    assertThat(run.get("batch/v1", "Job", "last")).isPresent();
  }

  @Test
  void remove_preDeleteHookFails_touchesNothing() {
    distro.renderer.hook(
        "app", job("first", HookPhase.PRE_DELETE, 0, "testbed.distro.maglev.io/fail: exit-1"));
    deploy(ScriptedRenderer.configMap("settings"));

    assertThatThrownBy(this::remove).hasMessageContaining("cannot run pre-delete hook 'first'");

    assertThat(run.get("v1", "ConfigMap", "settings")).isPresent();
    assertThat(distro.history("app").last().orElseThrow().status())
        .isEqualTo(ReleaseStatus.DEPLOYED);
    assertThat(distro.history("app").last().orElseThrow().release().hooks())
        .extracting(hook -> hook.lastRun().phase())
        .containsExactly(HookRun.Phase.FAILED);
  }

  @Test
  void remove_uninstalledByHelmKeepingItsHistory_forgetsThatOnly() {
    distro.renderer.hook("app", job("first", HookPhase.PRE_DELETE, 0, ""));
    deploy(ScriptedRenderer.configMap("settings"));
    distro.releases.update(
        distro
            .history("app")
            .last()
            .orElseThrow()
            .release()
            .withStatus(ReleaseStatus.UNINSTALLED, "Uninstallation complete"));

    assertThat(remove()).isTrue();

    assertThat(run.get("batch/v1", "Job", "first")).isEmpty();
    assertThat(distro.history("app").isEmpty()).isTrue();
  }

  @Test
  void remove_deletionRefused_failsAndCanBeRunAgain() {
    deploy(ScriptedRenderer.configMap("settings"));
    run.cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("delete"),
            () -> RunFixture.forbidden("you may not delete")));

    assertThatThrownBy(this::remove).hasMessage("you may not delete");

    assertThat(remove()).isTrue();
    assertThat(run.get("v1", "ConfigMap", "settings")).isEmpty();
  }

  private void deploy(String manifest) {
    distro.renderer.manifest("app", manifest);
    new ComponentDeployer(run.context, distro.releases, distro.renderer, "demo")
        .deploy(distro.locked("app"), minute(), new ComponentDeployer.Known(0, Set.of()));
  }

  private void deployDatabase(String metadata) {
    deploy(
        """
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: plain }
        spec: { accessModes: [ ReadWriteOnce ] }
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db, %s }
        spec:
          replicas: 1
          serviceName: db
          persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }
          selector: { matchLabels: { app: db } }
          template:
            metadata: { labels: { app: db } }
            spec: { containers: [ { name: main, image: i } ] }
          volumeClaimTemplates:
            - metadata: { name: data }
              spec: { accessModes: [ ReadWriteOnce ] }
        """
            .formatted(metadata));
  }

  private KubeObject pod(String prefix) {
    return run.cluster.objects().stream()
        .filter(object -> object.kind().equals("Pod") && object.name().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  private boolean remove() {
    return remove(false);
  }

  private boolean remove(boolean deleteData) {
    DataGuard guard = new DataGuard(run.context, deleteData);
    return new ComponentRemover(run.context, distro.releases, "demo", guard)
        .remove("ns", "app", minute());
  }

  private Deadline minute() {
    return run.in(Duration.ofMinutes(1));
  }
}
