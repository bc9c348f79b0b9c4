package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class RevisionHistoryTest {
  private final DistroRevisionStore store = new MemoryRevisionStore(Clock.systemUTC());

  @Test
  void history_knowsLastDeployedAndNext() {
    create(1, DistroStatus.SUPERSEDED);
    create(2, DistroStatus.DEPLOYED);
    create(3, DistroStatus.FAILED);

    RevisionHistory history = history();

    assertThat(history.last().orElseThrow().key().revision()).isEqualTo(3);
    assertThat(history.deployed().orElseThrow().key().revision()).isEqualTo(2);
    assertThat(history.nextRevision()).isEqualTo(4);
    assertThat(history.epoch()).isEqualTo(3);
    assertThat(history.revision(9)).isEmpty();
  }

  @Test
  void keptRevisions_areThoseThatKeptRevisionsName() {
    create(3, DistroStatus.SUPERSEDED);
    create(4, DistroStatus.DEPLOYED);

    assertThat(history().keptRevisions("data", "postgres")).containsExactly(3, 4);
    assertThat(history().keptRevisions("other", "postgres")).isEmpty();
  }

  @Test
  void prunable_sparesDeployedAndUnfinished() {
    create(1, DistroStatus.DEPLOYED);
    create(2, DistroStatus.PENDING_UPGRADE);
    create(3, DistroStatus.FAILED);
    create(4, DistroStatus.FAILED);

    assertThat(history().prunable(1)).extracting(RevisionKey::revision).containsExactly(3);
    assertThat(history().prunable(0)).extracting(RevisionKey::revision).containsExactly(3);
    assertThat(history().prunable(10)).isEmpty();
  }

  @Test
  void memoryStore_fencesAsTheRealOne() {
    create(5, DistroStatus.PENDING_INSTALL);

    assertThatThrownBy(
            () -> store.update(Revisions.revision(5, DistroStatus.DEPLOYED), Revisions.fence(4)))
        .isInstanceOf(DistroLockedException.class);
    assertThatThrownBy(() -> create(5, DistroStatus.PENDING_INSTALL))
        .isInstanceOf(DistroLockedException.class);
  }

  private void create(int number, DistroStatus status) {
    store.create(Revisions.revision(number, status), Revisions.fence(number));
  }

  private RevisionHistory history() {
    return store.history("maglev-system", "maglev");
  }
}
