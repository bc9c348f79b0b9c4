package io.maglev.distro.deploy.object;

import static io.maglev.distro.deploy.run.RunFixture.configMap;
import static io.maglev.distro.deploy.run.RunFixture.object;
import static io.maglev.distro.deploy.run.RunFixture.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.maglev.distro.deploy.run.LostFence;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.sandbox.SandboxCall;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectApplierTest {
  private static final Ownership APP = new Ownership("app", "ns");

  private final RunFixture run = new RunFixture();
  private final ObjectApplier applier = new ObjectApplier(run.context);

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void apply_marksObjectsAndReturnsThemAsStored() {
    List<KubeObject> applied =
        applier.apply(List.of(configMap("a", ""), configMap("b", "labels: { tier: web }")), APP);

    assertThat(run.writes()).containsExactly("apply ConfigMap/ns/a", "apply ConfigMap/ns/b");
    assertThat(applied).allMatch(object -> !object.uid().isEmpty()).allMatch(APP::isOurs);
    assertThat(applied.get(1).labels()).containsEntry("tier", "web");
  }

  @Test
  void apply_serverRefuses_namesTheObjectAndStopsThere() {
    run.forbid(call -> call.verb().equals("apply") && call.id().name().equals("b"));

    assertThatThrownBy(
            () ->
                applier.apply(
                    List.of(configMap("a", ""), configMap("b", ""), configMap("c", "")), APP))
        .hasMessage("cannot apply ConfigMap/ns/b: the server refuses it")
        .asInstanceOf(type(DistroException.class))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CLUSTER_FORBIDDEN);
              assertThat(e.where().get(0).toString()).isEqualTo("you may not apply ConfigMap/ns/b");
            });
    assertThat(run.get("v1", "ConfigMap", "a")).isPresent();
    assertThat(run.get("v1", "ConfigMap", "c")).isEmpty();
  }

  @Test
  void apply_fieldOfAnotherManager_saysWhoOwnsIt() {
    run.cluster.apply(
        object(
            "{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: ns },"
                + " data: { key: theirs } }"),
        new ApplyOptions("other-tool", false, false));

    assertThatThrownBy(
            () ->
                applier.apply(
                    List.of(
                        object(
                            "{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: ns"
                                + " }, data: { key: ours } }")),
                    APP))
        .asInstanceOf(type(DistroException.class))
        .satisfies(
            e -> {
              assertThat(e.where().get(0).toString()).contains("other-tool");
              assertThat(e.hint()).get().asString().contains("another tool owns the fields");
            });
  }

  @Test
  void requireOwn_returnsWhatExists() {
    run.cluster.create(owned(configMap("a", ""), "app"));

    assertThat(applier.requireOwn(List.of(configMap("a", ""), configMap("b", "")), APP))
        .extracting(KubeObject::name)
        .containsExactly("a");
  }

  @Test
  void requireOwn_anotherReleases_isRefusedWithHelmsWords() {
    run.cluster.create(owned(configMap("a", ""), "other"));

    assertThatThrownBy(() -> applier.requireOwn(List.of(configMap("a", "")), APP))
        .asInstanceOf(type(DistroException.class))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OWNERSHIP_CONFLICT);
              assertThat(e.where().get(0).toString())
                  .isEqualTo(
                      "ConfigMap \"a\" in namespace \"ns\" exists and cannot be imported into the"
                          + " current release: invalid ownership metadata; annotation validation"
                          + " error: key \"meta.helm.sh/release-name\" must equal \"app\": current"
                          + " value is \"other\"");
            });
  }

  @Test
  void prune_deletesWhatIsNoLongerPart() {
    KubeObject old = run.cluster.create(owned(configMap("old", ""), "app"));
    KubeObject staying = run.cluster.create(owned(configMap("staying", ""), "app"));

    List<ResourceId> deleted =
        applier.prune(
            List.of(configMap("old", ""), configMap("staying", ""), configMap("never", "")),
            List.of(configMap("staying", "")),
            APP);

    assertThat(deleted).containsExactly(old.id());
    assertThat(run.exists(old)).isFalse();
    assertThat(run.exists(staying)).isTrue();
  }

  @Test
  void prune_sameObjectOfSeveralRevisions_isDeletedOnce() {
    run.cluster.create(owned(configMap("old", ""), "app"));

    List<ResourceId> deleted =
        applier.prune(List.of(configMap("old", ""), configMap("old", "")), List.of(), APP);

    assertThat(deleted).hasSize(1);
  }

  @Test
  void prune_sameObjectUnderAnotherVersion_stays() {
    KubeObject old =
        object(
            "{ apiVersion: apps/v1beta1, kind: Deployment, metadata: { name: d, namespace: ns }}");
    KubeObject now =
        object("{ apiVersion: apps/v1, kind: Deployment, metadata: { name: d, namespace: ns } }");

    assertThat(applier.prune(List.of(old), List.of(now), APP)).isEmpty();
    assertThat(run.writes()).isEmpty();
  }

  @Test
  void prune_keptWhereItLives_stays() {
    KubeObject kept =
        run.cluster.create(
            owned(configMap("a", "annotations: { helm.sh/resource-policy: keep }"), "app"));

    assertThat(applier.prune(List.of(configMap("a", "")), List.of(), APP)).isEmpty();
    assertThat(run.exists(kept)).isTrue();
  }

  @Test
  void prune_keptInTheOldManifestOnly_goesAsInHelm() {
    run.cluster.create(owned(configMap("a", ""), "app"));
    KubeObject old = configMap("a", "annotations: { helm.sh/resource-policy: keep }");

    assertThat(applier.prune(List.of(old), List.of(), APP)).hasSize(1);
  }

  @Test
  void prune_anothersByNow_stays() {
    KubeObject others = run.cluster.create(owned(configMap("a", ""), "other"));

    assertThat(applier.prune(List.of(configMap("a", "")), List.of(), APP)).isEmpty();
    assertThat(run.exists(others)).isTrue();
  }

  @Test
  void prune_claims_stay() {
    KubeObject claim =
        object(
            "{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: c, namespace: ns }}");
    run.cluster.create(owned(claim, "app"));

    assertThat(applier.prune(List.of(claim), List.of(), APP)).isEmpty();
    assertThat(run.exists(claim)).isTrue();
  }

  @Test
  void prune_statefulSet_leavesItsClaimsBehind() {
    KubeObject set = run.cluster.create(owned(statefulSet("Delete"), "app"));

    applier.prune(List.of(set), List.of(), APP);

    assertThat(run.writes()).endsWith("mergePatch StatefulSet/ns/db", "delete StatefulSet/ns/db");
    assertThat(run.get("v1", "PersistentVolumeClaim", "data-db-0")).isPresent();
  }

  @Test
  void prune_deletionRefused_warnsAndGoesOnAsHelm() {
    run.cluster.create(owned(configMap("a", ""), "app"));
    run.cluster.create(owned(configMap("b", ""), "app"));
    run.forbid(call -> call.verb().equals("delete") && call.id().name().equals("a"));

    List<ResourceId> deleted =
        applier.prune(List.of(configMap("a", ""), configMap("b", "")), List.of(), APP);

    assertThat(deleted).extracting(ResourceId::name).containsExactly("b");
    assertThat(run.events(Warning.class))
        .containsExactly(
            new Warning(
                "app",
                "cannot delete ConfigMap/ns/a, which is no longer part of it: you may not delete"
                    + " ConfigMap/ns/a"));
  }

  @Test
  void delete_anotherHasTheNameNow_isRefused() {
    KubeObject old = run.cluster.create(configMap("a", ""));
    applier.delete(old);
    KubeObject others = run.cluster.create(configMap("a", ""));

    assertThatThrownBy(() -> applier.delete(old))
        .isInstanceOfSatisfying(KubeException.class, e -> assertThat(e.isConflict()).isTrue());
    assertThat(run.exists(others)).isTrue();
  }

  @Test
  void deleteUnlessKept_keepInEitherPlace_stays() {
    KubeObject live =
        run.cluster.create(configMap("a", "annotations: { helm.sh/resource-policy: ' Keep ' }"));
    KubeObject plain = run.cluster.create(configMap("b", ""));

    assertThat(applier.deleteUnlessKept(configMap("a", ""))).isFalse();
    assertThat(
            applier.deleteUnlessKept(
                configMap("b", "annotations: { helm.sh/resource-policy: keep }")))
        .isFalse();
    assertThat(applier.deleteUnlessKept(configMap("missing", ""))).isFalse();
    assertThat(run.exists(live)).isTrue();
    assertThat(run.exists(plain)).isTrue();
    assertThat(applier.deleteUnlessKept(configMap("b", ""))).isTrue();
  }

  @Test
  void writes_afterTheLeaseIsLost_areRefused() {
    RunContext lost =
        new RunContext(
            run.cluster,
            run.live,
            run.events::add,
            run.clock,
            new LostFence(),
            run.context.secrets(),
            run.context.hooks(),
            run.context.safety());
    KubeObject live = run.cluster.create(owned(configMap("a", ""), "app"));

    assertThatThrownBy(() -> new ObjectApplier(lost).apply(List.of(configMap("a", "")), APP));
    assertThatThrownBy(() -> new ObjectApplier(lost).prune(List.of(live), List.of(), APP));
    assertThat(run.cluster.calls()).filteredOn(SandboxCall::isWrite).hasSize(2);
  }

  static KubeObject statefulSet(String whenDeleted) {
    return object(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: db, namespace: ns }
        spec:
          replicas: 1
          serviceName: db
          persistentVolumeClaimRetentionPolicy: { whenDeleted: %s, whenScaled: Retain }
          selector: { matchLabels: { app: db } }
          template:
            metadata: { labels: { app: db } }
            spec: { containers: [ { name: main, image: i } ] }
          volumeClaimTemplates:
            - metadata: { name: data }
              spec: { accessModes: [ ReadWriteOnce ] }
        """
            .formatted(whenDeleted));
  }
}
