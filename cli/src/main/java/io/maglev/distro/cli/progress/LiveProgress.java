package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.Terminal;
import io.maglev.distro.cli.progress.LiveView.Frame;
import io.maglev.distro.model.progress.RunEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Progress as a live block. One thread draws: on a change, but not more than ten times a second,
 * and each second while anything goes on. Events only change what is drawn next, so that a terminal
 * that was stopped stops no run. Thread-safe.
 */
final class LiveProgress implements RunProgress {
  private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Asking for the size starts a process. */
  private static final long SIZE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A process that is being ended waits for a terminal this long and no longer. */
  private static final long LAST_FRAME_MILLIS = 500;

  private final LiveView view;
  private final LiveBlock block;
  private final Supplier<Terminal.Size> sizes;
  private final Thread thread = new Thread(this::drawUntilOver, "progress");

  /** Held while writing to the terminal; taken before the monitor, never within it. */
  private final ReentrantLock drawing = new ReentrantLock();

  private Terminal.Size size = Terminal.Size.USUAL;
  private long sizeAsked;
  private boolean sized;

  private long start;
  private boolean begun;
  private boolean changed;
  private boolean over;

  LiveProgress(LiveView view, LiveBlock block, Supplier<Terminal.Size> sizes) {
    this.view = view;
    this.block = block;
    this.sizes = sizes;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    if (over) {
      return;
    }
    if (!begun) {
      begun = true;
      start = System.nanoTime();
    }
    view.onEvent(event, elapsed());
    changed = true;
    notifyAll();
  }

  @Override
  public void interrupted() {
    synchronized (this) {
      if (!over && view.isTicking()) {
        view.interrupt();
      }
    }
    close();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      notifyAll();
      if (!begun) {
        return;
      }
    }
    try {
      if (drawing.tryLock(LAST_FRAME_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          draw();
        } finally {
          drawing.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drawUntilOver() {
    long last = System.nanoTime() - FRAME_NANOS;
    while (awaitChange(last)) {
      drawing.lock();
      try {
        if (isOver()) {
          return; // the last frame is the last
        }
        draw();
      } finally {
        drawing.unlock();
      }
      last = System.nanoTime();
    }
  }

  /** Waits until there is something to draw; false once it is over. */
  private synchronized boolean awaitChange(long last) {
    try {
      while (!over) {
        long idle = System.nanoTime() - last;
        long pause = changed ? FRAME_NANOS : view.isTicking() ? TICK_NANOS : Long.MAX_VALUE;
        if (idle >= pause) {
          return true;
        }
        TimeUnit.NANOSECONDS.timedWait(this, pause - idle);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void draw() {
    askSize();
    Frame frame;
    synchronized (this) {
      changed = false;
      frame = view.frame(elapsed(), size);
    }
    block.draw(frame.above(), frame.block(), size.columns());
  }

  private synchronized boolean isOver() {
    return over;
  }

  private void askSize() {
    long now = System.nanoTime();
    if (!sized || now - sizeAsked >= SIZE_NANOS) {
      size = sizes.get();
      sizeAsked = now;
      sized = true;
    }
  }

  private Duration elapsed() {
    return begun ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO;
  }
}
