package io.maglev.distro.model;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work done on all processors whose results, and whose first failure, come in the order of the
 * items, as if it had been done by one. Only twice as many results as processors are held at a
 * time.
 */
public final class InOrder {
  private InOrder() {}

  /**
   * Hands the result of each item to the consumer, which runs on the caller's thread.
   *
   * @throws RuntimeException the failure of the first item that fails; of those behind it some may
   *     have been begun
   */
  public static <T, R> void forEach(List<T> items, Function<T, R> work, Consumer<R> results) {
    forEach(Runtime.getRuntime().availableProcessors(), items, work, results);
  }

  /** As {@link #forEach(List, Function, Consumer)} for work without results. */
  public static void run(List<Runnable> work) {
    forEach(
        work,
        task -> {
          task.run();
          return task;
        },
        done -> {});
  }

  static <T, R> void forEach(
      int processors, List<T> items, Function<T, R> work, Consumer<R> results) {
    if (processors == 1 || items.size() < 2) {
      items.forEach(item -> results.accept(work.apply(item)));
      return;
    }
    AtomicInteger started = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(processors, items.size()), task -> thread(task, started.incrementAndGet()));
    Queue<Future<R>> ahead = new ArrayDeque<>();
    try {
      Iterator<T> next = items.iterator();
      while (next.hasNext() || !ahead.isEmpty()) {
        while (next.hasNext() && ahead.size() < 2 * processors) {
          T item = next.next();
          ahead.add(threads.submit(() -> work.apply(item)));
        }
        results.accept(result(ahead.remove()));
      }
    } finally {
      // without interrupting: that would close the files that the others are reading
      ahead.forEach(future -> future.cancel(false));
      threads.shutdown();
    }
  }

  private static Thread thread(Runnable task, int number) {
    Thread thread = new Thread(task, "worker-" + number);
    thread.setDaemon(true);
    return thread;
  }

  /** An interruption is kept for whoever waits for something that can be given up. */
  private static <R> R result(Future<R> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException failure) {
      return failure;
    }
    return new IllegalStateException(e.getCause());
  }
}
