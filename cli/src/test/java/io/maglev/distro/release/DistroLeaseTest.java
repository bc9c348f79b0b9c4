package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistroLeaseTest {
  private static final ResourceId ID =
      new ResourceId("coordination.k8s.io/v1", "Lease", "maglev-system", "distro-maglev");

  private final FakeCluster cluster = new FakeCluster();
  private final FakeClock annClock = new FakeClock("2026-11-21T05:00:00Z");

  /** Bob's wall clock is years off: it must not matter. */
  private final FakeClock bobClock = new FakeClock("2031-01-01T00:00:00Z");

  @Test
  void acquire_free_writesALeaseAsTheApiWantsIt() {
    DistroLease lease = acquire("ann", annClock);

    KubeObject stored = stored();
    assertThat(stored.string("spec", "holderIdentity")).contains("ann");
    assertThat(stored.number("spec", "leaseDurationSeconds")).contains(30L);
    assertThat(stored.string("spec", "renewTime")).contains("2026-11-21T05:00:00.000000Z");
    assertThat(stored.number("spec", "leaseTransitions")).contains(1L);
    assertThat(lease.epoch()).isEqualTo(1);
    assertThatCode(lease::checkHeld).doesNotThrowAnyException();
  }

  @Test
  void acquire_deletedBySomebody_startsAboveTheRecordsEpoch() {
    LeaseRequest request = request("ann").above(7);

    assertThat(DistroLease.acquire(cluster, request, annClock).epoch()).isEqualTo(8);
  }

  @Test
  void acquire_holderRenews_isLockedWithWhoAndSinceWhen() {
    DistroLease ann = acquire("ann", annClock);
    annClock.advance(Duration.ofSeconds(10));
    bobClock.duringNextSleep(ann::tick);

    assertThatThrownBy(() -> acquire("bob", bobClock))
        .isInstanceOfSatisfying(
            DistroLockedException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.LOCKED);
              assertThat(e.holder()).isEqualTo("ann");
            })
        .hasMessage("cannot lock distro 'maglev': ann holds it since 2026-11-21T05:00:00.000000Z");
    assertThatCode(ann::checkHeld).doesNotThrowAnyException();
  }

  @Test
  void acquire_holderDead_isTakenOverAfterTheDurationOnTheTakersClock() {
    acquire("ann", annClock);
    List<String> waitedFor = new ArrayList<>();
    Instant before = bobClock.now();

    DistroLease bob =
        DistroLease.acquire(cluster, request("bob").telling(waitedFor::add), bobClock);

    assertThat(Duration.between(before, bobClock.now())).isEqualTo(Duration.ofSeconds(30));
    assertThat(bob.epoch()).isEqualTo(2);
    assertThat(waitedFor).containsExactly("ann");
  }

  @Test
  void acquire_patient_waitsForALivingHolder() {
    DistroLease ann = acquire("ann", annClock);
    bobClock.duringNextSleep(
        () -> {
          annClock.advance(Duration.ofSeconds(10));
          ann.tick();
        });
    bobClock.duringNextSleep(ann::close);

    DistroLease bob =
        DistroLease.acquire(cluster, request("bob").waiting(Duration.ofMinutes(5)), bobClock);

    assertThat(bob.epoch()).isEqualTo(2);
  }

  @Test
  void acquire_released_isImmediate() {
    acquire("ann", annClock).close();
    Instant before = bobClock.now();

    DistroLease bob = acquire("bob", bobClock);

    assertThat(bobClock.now()).isEqualTo(before);
    assertThat(bob.epoch()).isEqualTo(2);
  }

  @Test
  void acquire_hostileDuration_isCapped() {
    acquire("ann", annClock);
    LeaseSpec spec = new LeaseSpec("ann", 1_000_000, "a", "r", 1);
    cluster.put(spec.into(stored()));
    Instant before = bobClock.now();

    acquire("bob", bobClock);

    assertThat(Duration.between(before, bobClock.now())).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void tick_beforeTime_sendsNothing() {
    DistroLease ann = acquire("ann", annClock);
    cluster.requests.clear();

    annClock.advance(Duration.ofSeconds(9));
    ann.tick();

    assertThat(cluster.requests).isEmpty();
  }

  @Test
  void checkHeld_notRenewedFor20Seconds_refuses() {
    DistroLease ann = acquire("ann", annClock);
    cluster.unreachable(true);

    annClock.advance(Duration.ofSeconds(19));
    ann.tick();
    assertThatCode(ann::checkHeld).doesNotThrowAnyException();
    annClock.advance(Duration.ofSeconds(1));
    ann.tick();

    assertThatThrownBy(ann::checkHeld)
        .isInstanceOf(DistroLockedException.class)
        .hasMessageContaining("could not be renewed for 20 seconds");
  }

  @Test
  void checkHeld_stopsBeforeAnyoneCanTakeOver() {
    DistroLease ann = acquire("ann", annClock);
    List<String> heldAt = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      bobClock.duringNextSleep(
          () -> {
            annClock.advance(Duration.ofSeconds(2));
            cluster.unreachable(true);
            try {
              ann.checkHeld();
              heldAt.add(annClock.now().toString());
            } catch (DistroLockedException e) {
              heldAt.add("stopped");
            } finally {
              cluster.unreachable(false);
            }
          });
    }

    acquire("bob", bobClock);

    assertThat(heldAt).hasSize(15);
    assertThat(heldAt.subList(9, 15)).containsOnly("stopped");
    assertThat(heldAt.subList(0, 9)).doesNotContain("stopped");
  }

  @Test
  void checkHeld_serverBackAndNobodyCame_goesOn() {
    DistroLease ann = acquire("ann", annClock);
    annClock.advance(Duration.ofSeconds(45));

    assertThatCode(ann::checkHeld).doesNotThrowAnyException();

    assertThat(stored().string("spec", "renewTime")).contains("2026-11-21T05:00:45.000000Z");
  }

  @Test
  void checkHeld_stoppedAndTakenOver_namesTheTaker() {
    DistroLease ann = acquire("ann", annClock);
    acquire("bob", bobClock);

    annClock.advance(Duration.ofSeconds(45));

    assertThatThrownBy(ann::checkHeld).hasMessageContaining("'bob' has taken it over");
  }

  @Test
  void checkHeld_takenOver_namesTheTaker() {
    DistroLease ann = acquire("ann", annClock);
    acquire("bob", bobClock);

    annClock.advance(Duration.ofSeconds(10));
    ann.tick();

    assertThatThrownBy(ann::checkHeld)
        .hasMessage("cannot write to distro 'maglev': its lock is lost: 'bob' has taken it over");
  }

  @Test
  void checkHeld_afterTheMachineSlept_renewsBeforeItAllowsAnything() {
    DistroLease ann = acquire("ann", annClock);
    annClock.suspend(Duration.ofHours(1));
    cluster.requests.clear();

    assertThatCode(ann::checkHeld).doesNotThrowAnyException();

    assertThat(cluster.requests).hasSize(1);
  }

  @Test
  void checkHeld_takenOverWhileTheMachineSlept_refuses() {
    DistroLease ann = acquire("ann", annClock);
    acquire("bob", bobClock);
    annClock.suspend(Duration.ofHours(1));

    assertThatThrownBy(ann::checkHeld).hasMessageContaining("'bob' has taken it over");
  }

  @Test
  void checkHeld_sleptAndUnreachable_refuses() {
    DistroLease ann = acquire("ann", annClock);
    annClock.suspend(Duration.ofHours(1));
    cluster.unreachable(true);

    assertThatThrownBy(ann::checkHeld).hasMessageContaining("could not be renewed");
  }

  @Test
  void renewal_answerLost_isAdopted() {
    DistroLease ann = acquire("ann", annClock);
    annClock.advance(Duration.ofSeconds(10));
    cluster.loseNextAnswer();
    ann.tick();

    annClock.advance(Duration.ofSeconds(9));
    ann.tick();
    annClock.advance(Duration.ofSeconds(10));

    assertThatCode(ann::checkHeld).doesNotThrowAnyException();
  }

  @Test
  void renewal_leaseDeleted_isLost() {
    DistroLease ann = acquire("ann", annClock);
    cluster.delete(ID, DeleteOptions.BACKGROUND);

    annClock.advance(Duration.ofSeconds(10));
    ann.tick();

    assertThatThrownBy(ann::checkHeld).hasMessageContaining("somebody deleted its lease");
  }

  @Test
  void close_thenCheckHeld_refuses() {
    DistroLease ann = acquire("ann", annClock);
    ann.close();

    assertThatThrownBy(ann::checkHeld).hasMessageContaining("it was let go");
  }

  @Test
  void close_unreachable_doesNotThrow() {
    DistroLease ann = acquire("ann", annClock);
    cluster.unreachable(true);

    assertThatCode(ann::close).doesNotThrowAnyException();
  }

  @Test
  void close_takenOver_leavesTheTakersLease() {
    DistroLease ann = acquire("ann", annClock);
    acquire("bob", bobClock);

    ann.close();

    assertThat(stored().string("spec", "holderIdentity")).contains("bob");
  }

  private DistroLease acquire(String holder, FakeClock clock) {
    return DistroLease.acquire(cluster, request(holder), clock);
  }

  private static LeaseRequest request(String holder) {
    return new LeaseRequest("maglev-system", "maglev", holder, Duration.ZERO, 0, name -> {});
  }

  private KubeObject stored() {
    return cluster.get(ID).orElseThrow();
  }
}
