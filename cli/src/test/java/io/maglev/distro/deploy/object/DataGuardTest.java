package io.maglev.distro.deploy.object;

import static io.maglev.distro.deploy.run.RunFixture.configMap;
import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.Warning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataGuardTest {
  private final RunFixture run = new RunFixture();
  private final DataGuard guard = new DataGuard(run.context, false);
  private final DataGuard allowing = new DataGuard(run.context, true);

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void mayGo_claimsAndVolumes_onlyWhereDataMay() {
    KubeObject claim = claim("c", "");
    KubeObject volume = object("{ apiVersion: v1, kind: PersistentVolume, metadata: { name: v } }");

    assertThat(guard.mayGo("app", claim)).isFalse();
    assertThat(guard.mayGo("app", volume)).isFalse();
    assertThat(allowing.mayGo("app", claim)).isTrue();
    assertThat(allowing.mayGo("app", volume)).isTrue();
    assertThat(guard.mayGo("app", configMap("c", ""))).isTrue();
  }

  @Test
  void mayGo_namespaceWithClaims_staysWithAWarning() {
    KubeObject namespace = object("{ apiVersion: v1, kind: Namespace, metadata: { name: ns } }");
    assertThat(guard.mayGo("app", namespace)).isTrue();
    run.cluster.create(claim("c", ""));

    assertThat(guard.mayGo("app", namespace)).isFalse();
    assertThat(run.events)
        .containsExactly(new Warning("app", "Namespace/ns stays, since claims in it hold data"));
    assertThat(allowing.mayGo("app", namespace)).isTrue();
  }

  @Test
  void claimsToDelete_setThatWouldTakeItsClaims_isMadeToRetainThem() {
    KubeObject set = run.cluster.create(ObjectApplierTest.statefulSet("Delete"));

    assertThat(guard.claimsToDelete(set)).isEmpty();
    assertThat(
            run.get("apps/v1", "StatefulSet", "db")
                .orElseThrow()
                .string("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"))
        .contains("Retain");
  }

  @Test
  void claimsToDelete_setThatRetainsItsClaims_isLeftAsItIs() {
    KubeObject set = run.cluster.create(ObjectApplierTest.statefulSet("Retain"));

    assertThat(guard.claimsToDelete(set)).isEmpty();
    assertThat(run.writes()).hasSize(1);
  }

  @Test
  void claimsToDelete_dataMayGo_areExactlyTheSetsOwn() {
    KubeObject set = run.cluster.create(ObjectApplierTest.statefulSet("Retain"));
    run.cluster.create(claim("data-db-7", ""));
    run.cluster.create(claim("data-db-8", "annotations: { helm.sh/resource-policy: keep }"));
    run.cluster.create(claim("data-db-x", ""));
    run.cluster.create(claim("data-db-backup-0", ""));
    run.cluster.create(claim("other-db-0", ""));

    assertThat(allowing.claimsToDelete(set))
        .extracting(KubeObject::name)
        .containsExactlyInAnyOrder("data-db-0", "data-db-7");
  }

  @Test
  void claimsToDelete_otherKinds_haveNone() {
    assertThat(allowing.claimsToDelete(configMap("db", ""))).isEmpty();
    assertThat(run.writes()).isEmpty();
  }

  @Test
  void claimsLeftBehind_ofASetThatIsGone_areFoundWhereDataMayGo() {
    KubeObject set = run.cluster.create(ObjectApplierTest.statefulSet("Retain"));
    run.cluster.delete(set.id(), DeleteOptions.BACKGROUND);

    assertThat(guard.claimsLeftBehind(set)).isEmpty();
    assertThat(allowing.claimsLeftBehind(set))
        .extracting(KubeObject::name)
        .containsExactly("data-db-0");
  }

  private static KubeObject claim(String name, String metadata) {
    return object(
        "{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: %s, namespace: ns, %s } }"
            .formatted(name, metadata));
  }
}
