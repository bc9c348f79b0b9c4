package io.maglev.distro.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The clock of a sandbox, and what waits for it. Thread-safe. */
public interface SandboxTime extends AutoCloseable {

  Instant now();

  /** Runs the task after that time, on any thread. */
  void after(Duration delay, Runnable task);

  @Override
  default void close() {}

  /** The time of this machine. */
  static SandboxTime real() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "sandbox-time");
              thread.setDaemon(true);
              return thread;
            });
    return new SandboxTime() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void after(Duration delay, Runnable task) {
        if (!executor.isShutdown()) {
          Future<?> unused = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
      }

      @Override
      public void close() {
        executor.shutdownNow();
      }
    };
  }
}
