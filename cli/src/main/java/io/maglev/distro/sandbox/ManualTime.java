package io.maglev.distro.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes only when a test says so; what waited for it runs on the test's thread. */
public final class ManualTime implements SandboxTime {
  private final List<Waiting> waiting = new ArrayList<>();
  private Instant now;

  public ManualTime(Instant start) {
    this.now = start;
  }

  private record Waiting(Instant due, Runnable task) {}

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    waiting.add(new Waiting(now.plus(delay), task));
  }

  /** Lets the time pass, running what falls due in its order, and what that in turn waits for. */
  public void advance(Duration time) {
    Instant end = now().plus(time);
    for (Optional<Waiting> next = next(end); next.isPresent(); next = next(end)) {
      next.get().task().run();
    }
    synchronized (this) {
      now = end;
    }
  }

  private synchronized Optional<Waiting> next(Instant end) {
    Optional<Waiting> next =
        waiting.stream()
            .filter(candidate -> !candidate.due().isAfter(end))
            .min(Comparator.comparing(Waiting::due));
    next.ifPresent(
        due -> {
          waiting.remove(due);
          now = due.due().isAfter(now) ? due.due() : now;
        });
    return next;
  }
}
