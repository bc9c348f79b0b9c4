package io.maglev.distro.template.exec;

import org.jspecify.annotations.Nullable;

/**
 * What is left of the limits of one rendering: of all templates that are executed with it, and of
 * those nested in them. Not thread-safe.
 */
public final class Budget {
  /** Reading the clock at each step would cost more than most steps. */
  private static final int STEPS_PER_LOOK = 1024;

  private final Limits limits;
  private final long deadline;
  private long used;
  private long nextLook = STEPS_PER_LOOK;

  /** Starts the clock. */
  public Budget(Limits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + limits.time().toNanos();
  }

  Limits limits() {
    return limits;
  }

  /** Counts one step; the reason to stop, if there is one. */
  @Nullable String step() {
    return spend(1);
  }

  /** Counts what is as much work as so many steps; the reason to stop, if there is one. */
  @Nullable String spend(long steps) {
    used += steps;
    if (used > limits.steps()) {
      return "exceeded maximum number of steps (" + limits.steps() + ")";
    }
    return used < nextLook ? null : look();
  }

  private @Nullable String look() {
    nextLook = used + STEPS_PER_LOOK;
    if (System.nanoTime() - deadline > 0) {
      return "exceeded maximum execution time (" + limits.time().toSeconds() + "s)";
    }
    return Thread.currentThread().isInterrupted() ? "interrupted" : null;
  }
}
