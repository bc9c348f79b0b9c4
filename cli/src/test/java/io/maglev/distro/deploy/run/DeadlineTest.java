package io.maglev.distro.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Deadline deadline = Deadline.in(Duration.ofNanos(100), nanos::get);

  @Test
  void left_acrossTheOverflowOfTheClock_counts() {
    nanos.addAndGet(40);

    assertThat(deadline.left()).isEqualTo(Duration.ofNanos(60));
    assertThat(deadline.hasPassed()).isFalse();
  }

  @Test
  void left_afterwards_isZero() {
    nanos.addAndGet(100);

    assertThat(deadline.left()).isZero();
    assertThat(deadline.hasPassed()).isTrue();
    assertThat(deadline.allowed()).isEqualTo(Duration.ofNanos(100));
  }
}
