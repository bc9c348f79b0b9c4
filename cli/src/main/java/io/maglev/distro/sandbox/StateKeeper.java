package io.maglev.distro.sandbox;

import io.maglev.distro.error.DistroException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Writes a sandbox's state soon after it has changed, many changes at once, and when it is closed:
 * a process that is killed loses no more than the last moment. Thread-safe.
 */
final class StateKeeper implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** A big state must not keep the disk busy: no more than this part of the time. */
  private static final int SHARE = 4;

  private final StateFile file;
  private final StateLock lock;
  private final Supplier<SandboxState> state;
  private final AtomicBoolean changed = new AtomicBoolean();
  private final AtomicBoolean planned = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor thread;
  private volatile long pause = PAUSE.toNanos();

  /**
   * @param state consistent whenever it is asked for
   */
  StateKeeper(StateFile file, StateLock lock, Supplier<SandboxState> state) {
    this.file = file;
    this.lock = lock;
    this.state = state;
    this.thread = new ScheduledThreadPoolExecutor(1, StateKeeper::daemon);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Notes that there is something new to write; cheap. */
  void changed() {
    changed.set(true);
    if (!thread.isShutdown() && planned.compareAndSet(false, true)) {
      ScheduledFuture<?> unused = thread.schedule(this::writeSoon, pause, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * Writes what is not written yet and lets go of the file.
   *
   * @throws DistroException with IO if that cannot be written
   */
  @Override
  public void close() {
    thread.shutdown();
    try (lock) {
      awaitEnd();
      write();
    }
  }

  private void writeSoon() {
    planned.set(false);
    long start = System.nanoTime();
    try {
      write();
    } catch (DistroException e) {
      changed.set(true); // tried again after the next change, and told of when closed
    }
    pause = Math.max(PAUSE.toNanos(), SHARE * (System.nanoTime() - start));
  }

  private synchronized void write() {
    if (changed.getAndSet(false)) {
      file.write(state.get());
    }
  }

  private void awaitEnd() {
    try {
      boolean unused = thread.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = Executors.defaultThreadFactory().newThread(task);
    thread.setName("sandbox-state");
    thread.setDaemon(true);
    return thread;
  }
}
