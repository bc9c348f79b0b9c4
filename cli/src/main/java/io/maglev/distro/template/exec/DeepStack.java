package io.maglev.distro.template.exec;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs code on a stack as deep as Go's, for templates that call each other deeply. Nested uses stay
 * on the same thread, so a caller that executes many templates best wraps them all in one call.
 */
public final class DeepStack {
  /** Address space, not memory: only what is used gets backed. Holds Go's 100000 levels. */
  private static final long BYTES = 512L << 20;

  private DeepStack() {}

  /**
   * Computes the value; exceptions come through unchanged. Thread-local variables of the caller are
   * not seen.
   */
  public static <T> T call(Supplier<T> work) {
    if (Thread.currentThread() instanceof Worker) {
      return work.get();
    }
    Worker<T> worker = new Worker<>(work);
    try {
      worker.start();
    } catch (OutOfMemoryError e) {
      // No address space for such a stack: a shallow one still serves all sane templates.
      return work.get();
    }
    return worker.await();
  }

  private static final class Worker<T> extends Thread {
    private final Supplier<T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Worker(Supplier<T> work) {
      super(null, null, "template", BYTES);
      this.work = work;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        result = work.get();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }

    @SuppressWarnings("NullAway") // the result is what the supplier gave, null or not
    T await() {
      boolean interrupted = false;
      while (isAlive()) {
        try {
          join();
        } catch (InterruptedException e) {
          interrupted = true;
          interrupt();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      return result;
    }
  }
}
