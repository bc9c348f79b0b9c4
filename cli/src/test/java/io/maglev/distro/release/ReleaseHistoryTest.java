package io.maglev.distro.release;

import static io.maglev.distro.release.ReleaseStatus.DEPLOYED;
import static io.maglev.distro.release.ReleaseStatus.FAILED;
import static io.maglev.distro.release.ReleaseStatus.PENDING_UPGRADE;
import static io.maglev.distro.release.ReleaseStatus.SUPERSEDED;
import static io.maglev.distro.release.ReleaseStatus.UNINSTALLED;
import static io.maglev.distro.release.ReleaseStatus.UNINSTALLING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReleaseHistoryTest {

  @Test
  void distro_afterAHelmRollbackToBeforeAdoption_isThatOfTheNewestThatNamesOne() {
    ReleaseEntry helms = Releases.entry(1, ReleaseStatus.SUPERSEDED);
    ReleaseEntry ours = owned(2, ReleaseStatus.SUPERSEDED);
    ReleaseEntry back = Releases.entry(3, ReleaseStatus.DEPLOYED);

    assertThat(new ReleaseHistory("web", List.of(helms)).distro()).isEmpty();
    assertThat(new ReleaseHistory("web", List.of(helms, ours, back)).distro()).isEqualTo("demo");
  }

  @Test
  void distro_ofWhatCameAfterAnUninstallation_isNotTheOldOnes() {
    ReleaseEntry ours = owned(1, ReleaseStatus.SUPERSEDED);
    ReleaseEntry gone = Releases.entry(2, ReleaseStatus.UNINSTALLED);
    ReleaseEntry theirs = Releases.entry(3, ReleaseStatus.DEPLOYED);

    assertThat(new ReleaseHistory("web", List.of(ours, gone, theirs)).distro()).isEmpty();
    assertThat(new ReleaseHistory("web", List.of(owned(2, ReleaseStatus.UNINSTALLED))).distro())
        .isEqualTo("demo");
  }

  private static ReleaseEntry owned(int revision, ReleaseStatus status) {
    Release release = Releases.revision("web", revision, status);
    return new ReleaseEntry(release.key(), status, ReleaseLabels.of("demo", "web"), () -> release);
  }

  @Test
  void history_fromShuffledEntries_isOldestFirst() {
    List<ReleaseEntry> entries = new ArrayList<>();
    for (int revision = 1; revision <= 12; revision++) {
      entries.add(Releases.entry(revision, SUPERSEDED));
    }
    Collections.reverse(entries);

    ReleaseHistory history = new ReleaseHistory("web", entries);

    assertThat(history.last().orElseThrow().revision()).isEqualTo(12);
    assertThat(history.entries().get(0).revision()).isEqualTo(1);
    assertThat(history.nextRevision()).isEqualTo(13);
  }

  @Test
  void nextRevision_ofNothing_isOne() {
    assertThat(history().nextRevision()).isEqualTo(1);
  }

  @Test
  void deployed_twoAfterACrash_isTheNewer() {
    ReleaseHistory history = history(DEPLOYED, DEPLOYED, FAILED);

    assertThat(history.deployed().orElseThrow().revision()).isEqualTo(2);
    assertThat(history.deployedAll()).hasSize(2);
  }

  @Test
  void upgradeBase_failedAfterDeployed_isTheDeployed() {
    assertThat(history(SUPERSEDED, DEPLOYED, FAILED).upgradeBase().revision()).isEqualTo(2);
  }

  @Test
  void upgradeBase_onlyFailed_isTheFailed() {
    assertThat(history(FAILED).upgradeBase().revision()).isEqualTo(1);
  }

  @Test
  void upgradeBase_onlyUninstalled_isRefusedInHelmsWords() {
    assertThatThrownBy(() -> history(UNINSTALLED).upgradeBase())
        .isInstanceOf(DistroException.class)
        .hasMessage("cannot upgrade release 'web': \"web\" has no deployed releases");
  }

  @Test
  void lastGood_skipsFailed() {
    assertThat(history(SUPERSEDED, SUPERSEDED, FAILED).lastGood().orElseThrow().revision())
        .isEqualTo(2);
    assertThat(history(FAILED).lastGood()).isEmpty();
  }

  @Test
  void requireNotPending_lastIsPending_isLockedInHelmsWords() {
    assertThatThrownBy(() -> history(DEPLOYED, PENDING_UPGRADE).requireNotPending())
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
        .hasMessageEndingWith(": another operation (install/upgrade/rollback) is in progress");
  }

  @Test
  void requireNotPending_olderIsPendingOrUninstalling_passes() {
    assertThatCode(() -> history(PENDING_UPGRADE, DEPLOYED).requireNotPending())
        .doesNotThrowAnyException();
    assertThatCode(() -> history(UNINSTALLING).requireNotPending()).doesNotThrowAnyException();
  }

  @Test
  void prunable_makesRoomForOneMore() {
    ReleaseHistory history = history(SUPERSEDED, SUPERSEDED, SUPERSEDED, DEPLOYED);

    assertThat(revisions(history, 3, Set.of())).containsExactly(1, 2);
    assertThat(revisions(history, 5, Set.of())).isEmpty();
  }

  @Test
  void prunable_neverTheDeployedOne() {
    ReleaseHistory history = history(DEPLOYED, FAILED, FAILED, FAILED);

    assertThat(revisions(history, 2, Set.of())).containsExactly(2, 3, 4);
    assertThat(revisions(history, 1, Set.of())).containsExactly(2, 3, 4);
  }

  @Test
  void prunable_keepsWhatDistroRevisionsName() {
    ReleaseHistory history = history(SUPERSEDED, SUPERSEDED, SUPERSEDED, DEPLOYED);

    assertThat(revisions(history, 2, Set.of(1, 3))).containsExactly(2);
  }

  @Test
  void prunable_doesNotCountWhatDistroRevisionsName() {
    ReleaseHistory history = history(SUPERSEDED, SUPERSEDED, DEPLOYED, FAILED);

    assertThat(revisions(history, 3, Set.of(1, 2, 3))).isEmpty();
  }

  @Test
  void prunable_zero_meansNoLimit() {
    assertThat(revisions(history(SUPERSEDED, DEPLOYED), 0, Set.of())).isEmpty();
  }

  private static List<Integer> revisions(ReleaseHistory history, int max, Set<Integer> keep) {
    return history.prunable(max, keep).stream().map(ReleaseKey::revision).toList();
  }

  private static ReleaseHistory history(ReleaseStatus... states) {
    List<ReleaseEntry> entries = new ArrayList<>();
    for (ReleaseStatus state : states) {
      entries.add(Releases.entry(entries.size() + 1, state));
    }
    return new ReleaseHistory("web", entries);
  }
}
