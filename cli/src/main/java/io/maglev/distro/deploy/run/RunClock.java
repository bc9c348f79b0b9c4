package io.maglev.distro.deploy.run;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The time a run goes by, and waiting in it. Implementations are thread-safe. */
public interface RunClock {

  /** As the wall clock says: for records. */
  Instant now();

  /** As {@link System#nanoTime()}: for deadlines, which nobody's setting of clocks may move. */
  long nanoTime();

  /**
   * Waits until the signal has a permit, and takes it.
   *
   * @return false if it had none for so long
   */
  boolean await(Semaphore signal, long nanos) throws InterruptedException;

  /** A moment by the monotonic clock; only differences between such moments mean anything. */
  default Instant steady() {
    return Instant.EPOCH.plusNanos(nanoTime());
  }

  /** The machine's own. */
  static RunClock of(Clock clock) {
    return new RunClock() {
      @Override
      public Instant now() {
        return clock.instant();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public boolean await(Semaphore signal, long nanos) throws InterruptedException {
        return signal.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      }
    };
  }
}
