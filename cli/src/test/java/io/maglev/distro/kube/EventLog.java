package io.maglev.distro.kube;

import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps what a watch delivered, for tests to wait on. */
final class EventLog implements WatchListener {
  private static final long PATIENCE_MILLIS = 20_000;

  private final List<String> lines = new ArrayList<>();
  private final List<KubeException> failures = new ArrayList<>();

  @Override
  public synchronized void onEvent(Event event, KubeObject object) {
    lines.add(event + " " + object.name());
    notifyAll();
  }

  @Override
  public synchronized void onFailure(KubeException failure) {
    failures.add(failure);
    notifyAll();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Waits until the line has been delivered. */
  void await(String line) {
    await(log -> log.lines.contains(line), line);
  }

  /** Waits until the watch has ended for good. */
  synchronized KubeException awaitFailure() {
    await(log -> !log.failures.isEmpty(), "failure");
    return failures.get(0);
  }

  private synchronized void await(Predicate<EventLog> condition, String what) {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!condition.test(this)) {
      long left = end - System.currentTimeMillis();
      if (left <= 0) {
        throw new AssertionError("no " + what + " among " + lines + " " + failures);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }
}
