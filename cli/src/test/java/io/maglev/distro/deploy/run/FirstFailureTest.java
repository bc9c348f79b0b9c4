package io.maglev.distro.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstFailureTest {
  private final RuntimeException first = new IllegalStateException("first");

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Test
  void keep_reactionFails_isOnlyAdded() {
    FirstFailure.keep(
        first,
        () -> {
          throw new IllegalArgumentException("second");
        });

    assertThat(first.getSuppressed()).extracting(Throwable::getMessage).containsExactly("second");
  }

  @Test
  void keep_threadInterrupted_isNotWhileItReacts_andIsAfterwards() {
    boolean[] during = {true};
    Thread.currentThread().interrupt();

    FirstFailure.keep(first, () -> during[0] = Thread.currentThread().isInterrupted());

    assertThat(during[0]).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
