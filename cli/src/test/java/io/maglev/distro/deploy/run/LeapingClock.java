package io.maglev.distro.deploy.run;

import io.maglev.distro.sandbox.ManualTime;
import io.maglev.distro.sandbox.SandboxCall;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sandbox's own time, which leaps ahead as soon as nothing happens: who waits for minutes gets
 * them at once. Thread-safe.
 */
public final class LeapingClock implements RunClock {
  private static final long QUIET_MILLIS = 5;

  private final ManualTime time;
  private final Instant start;
  private final AtomicLong writes = new AtomicLong();

  private LeapingClock(ManualTime time) {
    this.time = time;
    this.start = time.now();
  }

  /** For a sandbox that goes by the time given. */
  public static LeapingClock of(SandboxGateway cluster, ManualTime time) {
    LeapingClock clock = new LeapingClock(time);
    cluster.onCall(clock::count);
    return clock;
  }

  private void count(SandboxCall call) {
    if (call.isWrite()) {
      writes.incrementAndGet();
    }
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public long nanoTime() {
    return Duration.between(start, time.now()).toNanos();
  }

  @Override
  public boolean await(Semaphore signal, long nanos) throws InterruptedException {
    long before = writes.get();
    if (signal.tryAcquire(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
      return true;
    }
    synchronized (time) {
      if (writes.get() == before) {
        time.advance(Duration.ofNanos(nanos));
      }
    }
    return signal.tryAcquire();
  }
}
