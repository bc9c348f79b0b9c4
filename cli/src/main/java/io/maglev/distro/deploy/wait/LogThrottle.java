package io.maglev.distro.deploy.wait;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets through as many lines as a person may want to see scroll by, and counts what it leaves out.
 * Thread-safe.
 */
final class LogThrottle {
  private static final int MOST_AT_ONCE = 500;
  private static final long SPAN = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private final Consumer<String> lines;
  private long start;
  private int passed;
  private int leftOut;
  private boolean whole = true;

  LogThrottle(LongSupplier nanoTime, Consumer<String> lines) {
    this.nanoTime = nanoTime;
    this.lines = lines;
    this.start = nanoTime.getAsLong();
  }

  /** Passes the line on, unless too many came within a second. */
  synchronized void line(String text) {
    if (nanoTime.getAsLong() - start >= SPAN) {
      start = nanoTime.getAsLong();
      passed = 0;
      tellLeftOut();
    }
    if (passed < MOST_AT_ONCE) {
      passed++;
      lines.accept(text);
    } else {
      leftOut++;
      whole = false;
    }
  }

  /** Tells of what was left out last. */
  synchronized void end() {
    tellLeftOut();
  }

  /** Whether all lines were passed on. */
  synchronized boolean isWhole() {
    return whole;
  }

  private void tellLeftOut() {
    if (leftOut > 0) {
      lines.accept("(" + leftOut + (leftOut == 1 ? " line" : " lines") + " left out: too many)");
      leftOut = 0;
    }
  }
}
