package io.maglev.distro.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The steps that wait for their time. Guarded by the gateway's lock. */
final class Timers {
  private final SandboxTime time;
  private final Consumer<Runnable> underLock;
  private final Set<Timer> waiting = new LinkedHashSet<>();

  /**
   * @param underLock runs a task under the gateway's lock and settles
   */
  Timers(SandboxTime time, Consumer<Runnable> underLock) {
    this.time = time;
    this.underLock = underLock;
  }

  Instant now() {
    return time.now();
  }

  /** Has the timer taken when it is due, at once if that is past. */
  void add(Timer timer, Consumer<Timer> action) {
    if (waiting.add(timer)) {
      Duration delay = Duration.between(time.now(), timer.due());
      time.after(
          delay.isNegative() ? Duration.ZERO : delay,
          () -> underLock.accept(() -> fire(timer, action)));
    }
  }

  /** Whether any step of the object waits. */
  boolean isWaiting(String uid) {
    return waiting.stream().anyMatch(timer -> timer.uid().equals(uid));
  }

  /** All that wait, in the order they were added. */
  List<Timer> waiting() {
    return List.copyOf(waiting);
  }

  private void fire(Timer timer, Consumer<Timer> action) {
    waiting.remove(timer);
    action.accept(timer);
  }
}
