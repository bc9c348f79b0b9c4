package io.maglev.distro.release;

import java.time.Duration;
import java.time.Instant;

/** Time as a lease needs it; tests bring their own. */
interface LeaseClock {

  /** As {@link System#nanoTime()}: never set back, but on some systems stopped during suspend. */
  long nanoTime();

  /** As the wall clock says. */
  Instant now();

  /** Returns early, with the interrupt flag set, if interrupted. */
  void sleep(Duration duration);

  /** The machine's own. */
  static LeaseClock system() {
    return new LeaseClock() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void sleep(Duration duration) {
        try {
          Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
