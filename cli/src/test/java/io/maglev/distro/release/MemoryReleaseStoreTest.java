package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryReleaseStoreTest {
  private final ReleaseStore store = new MemoryReleaseStore();

  @Test
  void store_keepsWhatItIsGiven() {
    Release release = Releases.installing("web").withLabels(Map.of("distro", "maglev"));
    store.create(release);
    store.update(release.withStatus(ReleaseStatus.DEPLOYED, "Install complete"));

    assertThat(store.history("shop", "web").deployed().orElseThrow().release().labels())
        .containsEntry("distro", "maglev");
    assertThat(store.list("", Map.of("distro", "maglev"))).hasSize(1);
    assertThat(store.list("", Map.of("distro", "other"))).isEmpty();
    assertThat(store.find(release.key()).orElseThrow().info().description())
        .isEqualTo("Install complete");
  }

  @Test
  void create_existing_isHelmsLock() {
    store.create(Releases.installing("web"));

    assertThatThrownBy(() -> store.create(Releases.installing("web")))
        .hasMessageContaining("another operation (install/upgrade/rollback) is in progress");
  }

  @Test
  void update_unknown_isNotFound() {
    assertThatThrownBy(() -> store.update(Releases.installing("web")))
        .hasMessageEndingWith("its record is gone");
  }

  @Test
  void prune_deletesTheOldest() {
    for (int revision = 1; revision <= 4; revision++) {
      store.create(Releases.revision("web", revision, ReleaseStatus.SUPERSEDED));
    }

    store.prune(store.history("shop", "web"), 2, Set.of(2));

    assertThat(store.history("shop", "web").entries())
        .extracting(ReleaseEntry::revision)
        .containsExactly(2, 4);
  }
}
