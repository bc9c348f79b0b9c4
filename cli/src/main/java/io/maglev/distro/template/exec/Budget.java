package io.maglev.distro.template.exec;

import org.jspecify.annotations.Nullable;

/** What is left of the limits of one run, nested runs included. Not thread-safe. */
final class Budget {
  /** Reading the clock at each step would cost more than most steps. */
  private static final int STEPS_PER_LOOK = 1024;

  private final Limits limits;
  private final long deadline;
  private long used;

  Budget(Limits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + limits.time().toNanos();
  }

  Limits limits() {
    return limits;
  }

  /** Counts one step; the reason to stop, if there is one. */
  @Nullable String step() {
    used++;
    if (used > limits.steps()) {
      return "exceeded maximum number of steps (" + limits.steps() + ")";
    }
    return used % STEPS_PER_LOOK == 0 ? look() : null;
  }

  private @Nullable String look() {
    if (System.nanoTime() > deadline) {
      return "exceeded maximum execution time (" + limits.time().toSeconds() + "s)";
    }
    return Thread.currentThread().isInterrupted() ? "interrupted" : null;
  }
}
