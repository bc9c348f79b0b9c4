package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lease on a real API server, which alone knows what a Lease may hold. */
@OnTestbed
class DistroLeaseIT {
  private static KubeGateway gateway;
  private static String namespace;

  @BeforeAll
  static void connect(Testbed testbed) {
    gateway = TestbedGateway.connect(testbed);
    namespace = testbed.namespace();
  }

  @AfterAll
  static void disconnect() {
    gateway.close();
  }

  @Test
  void lease_givenAndTakenInTurn_countsItsHolders() {
    try (DistroLease ann = DistroLease.acquire(gateway, request("turns", "ann@one"))) {
      assertThat(ann.epoch()).isEqualTo(1);
      assertThatCode(ann::checkHeld).doesNotThrowAnyException();
    }
    try (DistroLease bob = DistroLease.acquire(gateway, request("turns", "bob@two"))) {
      assertThat(bob.epoch()).isEqualTo(2);
    }
  }

  @Test
  void lease_renewed_keepsOthersOut() {
    FakeClock annClock = new FakeClock(Instant.now().toString());
    FakeClock bobClock = new FakeClock(Instant.now().toString());
    DistroLease ann = DistroLease.acquire(gateway, request("kept", "ann@one"), annClock);
    bobClock.duringNextSleep(
        () -> {
          annClock.advance(Duration.ofSeconds(10));
          ann.tick();
        });

    assertThatThrownBy(() -> DistroLease.acquire(gateway, request("kept", "bob@two"), bobClock))
        .isInstanceOfSatisfying(
            DistroLockedException.class, e -> assertThat(e.holder()).startsWith("ann@one:"));
    assertThatCode(ann::checkHeld).doesNotThrowAnyException();
  }

  @Test
  void lease_ofADeadHolder_isTakenOver_andTheDeadStaysOut() {
    FakeClock annClock = new FakeClock(Instant.now().toString());
    DistroLease ann = DistroLease.acquire(gateway, request("dead", "ann@one"), annClock);

    FakeClock bobClock = new FakeClock(Instant.now().toString());
    DistroLease bob = DistroLease.acquire(gateway, request("dead", "bob@two"), bobClock);

    assertThat(bob.epoch()).isEqualTo(2);
    annClock.advance(Duration.ofSeconds(10));
    ann.tick();
    assertThatThrownBy(ann::checkHeld).hasMessageContaining("has taken it over");
  }

  private static LeaseRequest request(String distro, String holder) {
    return LeaseRequest.of(namespace, distro, holder);
  }
}
