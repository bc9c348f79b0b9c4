package io.maglev.distro.deploy.run;

import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.RunStarted;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.TaskStarted;
import io.maglev.distro.model.progress.RunListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs the tasks of a graph as wide as their edges and the limit allow. A failed task holds back
 * all that wait for it, directly or not; everything else goes on. A barrier waits for optional
 * tasks as for all others, but their failing does not hold it back. One use.
 */
public final class GraphRunner {

  /** What one task does; returns whether it changed anything. */
  public interface Work {
    boolean run(Task task);
  }

  private static final Duration GIVE_UP = Duration.ofSeconds(5);

  private final TaskGraph graph;
  private final Work work;
  private final RunListener listener;
  private final SecretMask secrets;
  private final Map<String, TaskEnded> results = new LinkedHashMap<>();
  private final ToleratedFailures tolerated;
  private final Set<String> waiting;

  /**
   * Prepares a run.
   *
   * @param secrets what no failure may tell
   */
  public GraphRunner(TaskGraph graph, Work work, RunListener listener, SecretMask secrets) {
    this.graph = graph;
    this.work = work;
    this.listener = listener;
    this.secrets = secrets;
    this.tolerated = new ToleratedFailures(id -> graph.task(id).optional());
    this.waiting = new LinkedHashSet<>(graph.order());
  }

  /**
   * Runs until nothing is left that can run.
   *
   * @param parallel how many tasks may run at once, at least 1
   * @return one result a task, in the graph's order
   */
  public List<TaskEnded> run(int parallel) {
    listener.onEvent(new RunStarted(graph.order(), needs()));
    ExecutorService pool = Executors.newFixedThreadPool(parallel, GraphRunner::thread);
    CompletionService<TaskEnded> finished = new ExecutorCompletionService<>(pool);
    try {
      int running = startReady(finished);
      while (running > 0) {
        record(finished.take().get());
        running += startReady(finished) - 1;
      }
    } catch (InterruptedException e) {
      stop(pool);
      Thread.currentThread().interrupt();
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED, "cannot finish the run: it was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return graph.order().stream().map(this::result).toList();
  }

  private Map<String, List<String>> needs() {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    for (String id : graph.order()) {
      if (!graph.prerequisites(id).isEmpty()) {
        needs.put(id, List.copyOf(graph.prerequisites(id)));
      }
    }
    return needs;
  }

  /** Has the tasks give up, and waits so that none of them outlives what it works with. */
  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    try {
      boolean unused = pool.awaitTermination(GIVE_UP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts what has become free; the order makes one pass enough to give up whole chains. */
  private int startReady(CompletionService<TaskEnded> pool) {
    int started = 0;
    for (String id : List.copyOf(waiting)) {
      Set<String> needed = graph.prerequisites(id);
      Optional<String> obstacle = needed.stream().filter(other -> holdsBack(other, id)).findFirst();
      if (obstacle.isPresent()) {
        waiting.remove(id);
        record(new TaskEnded(id, Outcome.HELD_BACK, Duration.ZERO, Optional.empty(), obstacle));
      } else if (results.keySet().containsAll(needed)) {
        waiting.remove(id);
        pool.submit(() -> runOne(graph.task(id)));
        started++;
      }
    }
    return started;
  }

  private boolean holdsBack(String awaited, String waiting) {
    TaskEnded result = results.get(awaited);
    return result != null
        && !result.succeeded()
        && !(graph.isBarrier(waiting) && tolerated.contains(awaited));
  }

  private void record(TaskEnded result) {
    results.put(result.task(), result);
    tolerated.note(result);
    listener.onEvent(result);
  }

  private TaskEnded runOne(Task task) {
    listener.onEvent(new TaskStarted(task.id()));
    long start = System.nanoTime();
    Outcome outcome = Outcome.FAILED;
    Optional<DistroException> failure = Optional.empty();
    try {
      outcome = work.run(task) ? Outcome.DONE : Outcome.UNCHANGED;
    } catch (DistroException e) {
      failure = Optional.of(e);
    } catch (RuntimeException | Error e) {
      String message = "cannot finish '" + task.id() + "': internal error: " + e;
      failure =
          Optional.of(
              new DistroException(ErrorCode.INTERNAL, message, List.of(), Optional.empty(), e));
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new TaskEnded(task.id(), outcome, elapsed, failure.map(secrets::mask), Optional.empty());
  }

  private TaskEnded result(String id) {
    TaskEnded result = results.get(id);
    if (result == null) {
      throw new IllegalStateException("task '" + id + "' never ran");
    }
    return result;
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "deploy");
    thread.setDaemon(true);
    return thread;
  }
}
