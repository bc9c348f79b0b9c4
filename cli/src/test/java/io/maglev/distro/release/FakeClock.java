package io.maglev.distro.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A clock that moves when told; what happens meanwhile can be scripted per sleep. */
final class FakeClock implements LeaseClock {
  private final Deque<Runnable> duringSleeps = new ArrayDeque<>();
  private Instant wall;
  private long nanos = 5_000_000_000L;

  FakeClock(String wall) {
    this.wall = Instant.parse(wall);
  }

  /** The next sleep that nothing was scripted for runs this while it lasts. */
  FakeClock duringNextSleep(Runnable action) {
    duringSleeps.add(action);
    return this;
  }

  void advance(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  /** As when the machine sleeps: only the wall clock moves. */
  void suspend(Duration duration) {
    wall = wall.plus(duration);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Instant now() {
    return wall;
  }

  @Override
  public void sleep(Duration duration) {
    advance(duration);
    Runnable action = duringSleeps.poll();
    if (action != null) {
      action.run();
    }
  }
}
