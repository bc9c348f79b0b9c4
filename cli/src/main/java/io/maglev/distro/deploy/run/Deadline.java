package io.maglev.distro.deploy.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment by the monotonic clock until which something may take. Immutable. */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;
  private final Duration allowed;

  private Deadline(LongSupplier nanoTime, Duration allowed) {
    this.nanoTime = nanoTime;
    this.allowed = allowed;
    this.end = nanoTime.getAsLong() + allowed.toNanos();
  }

  /** So long from now. */
  static Deadline in(Duration allowed, LongSupplier nanoTime) {
    return new Deadline(nanoTime, allowed);
  }

  /** How long it was to begin with, for messages. */
  public Duration allowed() {
    return allowed;
  }

  /** What is left; zero once it has passed. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
  }

  boolean hasPassed() {
    return left().isZero();
  }
}
