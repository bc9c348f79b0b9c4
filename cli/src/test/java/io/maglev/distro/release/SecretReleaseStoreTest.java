package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretReleaseStoreTest {
  private final FakeCluster cluster = new FakeCluster();
  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
  private final ReleaseStore store = new SecretReleaseStore(cluster, clock);

  @Test
  void create_secret_isAsHelmMakesIt() {
    store.create(Releases.installing("web").withLabels(ReleaseLabels.of("maglev", "web")));

    KubeObject secret = cluster.all().get(0);
    assertThat(secret.id()).hasToString("Secret/shop/sh.helm.release.v1.web.v1");
    assertThat(secret.string("type")).contains("helm.sh/release.v1");
    assertThat(secret.labels())
        .containsOnly(
            Map.entry("name", "web"),
            Map.entry("owner", "helm"),
            Map.entry("status", "pending-install"),
            Map.entry("version", "1"),
            Map.entry("createdAt", "1800000000"),
            Map.entry("distro", "maglev"),
            Map.entry("distro-component", "web"));
  }

  @Test
  void create_existing_isHelmsLock() {
    store.create(Releases.installing("web"));

    assertThatThrownBy(() -> store.create(Releases.installing("web")))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
        .hasMessageContaining("another operation (install/upgrade/rollback) is in progress");
  }

  @Test
  void create_reservedLabel_isRefused() {
    Release release = Releases.installing("web").withLabels(Map.of("owner", "me"));

    assertThatThrownBy(() -> store.create(release))
        .hasMessage("cannot label release 'web': 'owner' is reserved for Helm");
    assertThat(cluster.all()).isEmpty();
  }

  @Test
  void update_writesLabelAndRecordInOneRequest() {
    Release release = Releases.installing("web").withLabels(Map.of("distro", "maglev"));
    store.create(release);
    cluster.requests.clear();

    store.update(release.withStatus(ReleaseStatus.DEPLOYED, "Install complete"));

    assertThat(cluster.requests).containsExactly("replace Secret/shop/sh.helm.release.v1.web.v1");
    assertThat(cluster.all().get(0).labels())
        .containsEntry("status", "deployed")
        .containsEntry("createdAt", "1800000000")
        .containsEntry("modifiedAt", "1800000000")
        .containsEntry("distro", "maglev");
    Release read = store.find(release.key()).orElseThrow();
    assertThat(read.status()).isEqualTo(ReleaseStatus.DEPLOYED);
    assertThat(read.labels()).containsOnly(Map.entry("distro", "maglev"));
  }

  @Test
  void update_otherLabelAddedMeanwhile_keepsIt() {
    Release release = Releases.installing("web");
    store.create(release);
    cluster.put(cluster.all().get(0).withMetadata("labels", Map.of("team", "a")));

    store.update(release.withStatus(ReleaseStatus.DEPLOYED, "Install complete"));

    assertThat(cluster.all().get(0).labels())
        .containsEntry("team", "a")
        .containsEntry("status", "deployed");
  }

  @Test
  void update_movedOnBySomebodyElse_isLocked() {
    Release release = Releases.installing("web");
    store.create(release);
    new SecretReleaseStore(cluster, clock).update(release.withStatus(ReleaseStatus.FAILED, "x"));

    assertThatThrownBy(
            () -> store.update(release.withStatus(ReleaseStatus.DEPLOYED, "Install complete")))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
        .hasMessage("cannot update release 'web' revision 1: somebody else has set it to failed");
  }

  @Test
  void update_gone_isNotFound() {
    assertThatThrownBy(() -> store.update(Releases.installing("web")))
        .hasMessage("cannot update release 'web' revision 1: its record is gone");
  }

  @Test
  void history_readsMetadataOnly_untilARecordIsWanted() {
    store.create(Releases.revision("web", 9, ReleaseStatus.SUPERSEDED));
    store.create(Releases.revision("web", 10, ReleaseStatus.DEPLOYED));
    store.create(Releases.revision("other", 1, ReleaseStatus.DEPLOYED));
    cluster.requests.clear();

    ReleaseHistory history = store.history("shop", "web");
    assertThat(history.entries()).hasSize(2);
    assertThat(cluster.requests).containsExactly("listMetadata Secret");

    assertThat(history.last().orElseThrow().release().revision()).isEqualTo(10);
    assertThat(history.last().orElseThrow().release().manifest()).contains("ConfigMap");
    assertThat(cluster.requests)
        .containsExactly("listMetadata Secret", "get Secret/shop/sh.helm.release.v1.web.v10");
  }

  @Test
  void history_secretOfAnotherKind_isLeftOut() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", "web-password");
    metadata.put("namespace", "shop");
    metadata.put("labels", Map.of("name", "web", "owner", "helm", "version", "2"));
    cluster.put(SecretRecord.of(metadata, "Opaque", Map.of()));

    assertThat(store.history("shop", "web").isEmpty()).isTrue();
  }

  @Test
  void find_otherTypeUnderTheName_isNone() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", "sh.helm.release.v1.web.v1");
    metadata.put("namespace", "shop");
    cluster.put(SecretRecord.of(metadata, "Opaque", Map.of()));

    assertThat(store.find(new ReleaseKey("shop", "web", 1))).isEmpty();
  }

  @Test
  void find_damaged_namesTheSecret() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", "sh.helm.release.v1.web.v1");
    metadata.put("namespace", "shop");
    cluster.put(SecretRecord.of(metadata, "helm.sh/release.v1", Map.of("release", new byte[3])));

    assertThatThrownBy(() -> store.find(new ReleaseKey("shop", "web", 1)))
        .isInstanceOf(RecordException.class)
        .hasMessage(
            "cannot read release secret 'sh.helm.release.v1.web.v1': the record is damaged");
  }

  @Test
  void list_byLabel_acrossNamespaces() {
    store.create(Releases.installing("web").withLabels(ReleaseLabels.of("maglev", "web")));
    store.create(Releases.installing("db"));

    assertThat(store.list("", Map.of(ReleaseLabels.DISTRO, "maglev")))
        .extracting(entry -> entry.key().name())
        .containsExactly("web");
    assertThat(store.list("elsewhere", Map.of())).isEmpty();
  }

  @Test
  void prune_deletesOldestButNotTheDeployed() {
    store.create(Releases.revision("web", 1, ReleaseStatus.DEPLOYED));
    for (int revision = 2; revision <= 5; revision++) {
      store.create(Releases.revision("web", revision, ReleaseStatus.FAILED));
    }

    store.prune(store.history("shop", "web"), 3, Set.of());

    assertThat(store.history("shop", "web").entries())
        .extracting(ReleaseEntry::revision)
        .containsExactly(1, 5);
  }

  @Test
  void delete_twice_saysSo() {
    Release release = Releases.installing("web");
    store.create(release);

    assertThat(store.delete(release.key())).isTrue();
    assertThat(store.delete(release.key())).isFalse();
  }
}
