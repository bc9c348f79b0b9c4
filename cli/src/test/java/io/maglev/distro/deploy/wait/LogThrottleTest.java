package io.maglev.distro.deploy.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogThrottleTest {
  private final List<String> seen = new ArrayList<>();
  private long now;
  private final LogThrottle throttle = new LogThrottle(() -> now, seen::add);

  @Test
  void line_fewASecond_allPass() {
    for (int i = 0; i < 2000; i++) {
      now += Duration.ofMillis(10).toNanos();
      throttle.line("line");
    }
    throttle.end();

    assertThat(seen).hasSize(2000).containsOnly("line");
    assertThat(throttle.isWhole()).isTrue();
  }

  @Test
  void line_tooManyASecond_areLeftOutAndCounted() {
    for (int i = 0; i < 600; i++) {
      throttle.line("line");
    }
    now += Duration.ofSeconds(1).toNanos();
    throttle.line("next second");

    assertThat(seen).hasSize(502).endsWith("(100 lines left out: too many)", "next second");
    assertThat(throttle.isWhole()).isFalse();
  }

  @Test
  void end_tellsWhatWasLeftOutLast() {
    for (int i = 0; i < 501; i++) {
      throttle.line("line");
    }
    throttle.end();

    assertThat(seen).hasSize(501).endsWith("(1 line left out: too many)");
  }
}
