package io.maglev.distro.deploy;

import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a graph as wide as their edges and the limit allow. A failed task holds back
 * all that wait for it, directly or not; everything else goes on. One use.
 */
final class GraphRunner {

  /** What one task does; returns whether it changed anything. */
  interface Work {
    boolean run(Task task);
  }

  private final TaskGraph graph;
  private final Work work;
  private final Map<String, TaskResult> results = new LinkedHashMap<>();
  private final Set<String> waiting;

  GraphRunner(TaskGraph graph, Work work) {
    this.graph = graph;
    this.work = work;
    this.waiting = new LinkedHashSet<>(graph.order());
  }

  /**
   * Runs until nothing is left that can run.
   *
   * @param parallel how many tasks may run at once, at least 1
   * @return one result a task, in the graph's order
   */
  List<TaskResult> run(int parallel, DeployListener listener) {
    ExecutorService pool = Executors.newFixedThreadPool(parallel, GraphRunner::thread);
    CompletionService<TaskResult> finished = new ExecutorCompletionService<>(pool);
    try {
      int running = startReady(finished, listener);
      while (running > 0) {
        TaskResult result = finished.take().get();
        results.put(result.task().id(), result);
        listener.onEvent(new DeployEvent.TaskEnded(result));
        running += startReady(finished, listener) - 1;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED, "cannot finish the run: it was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    List<TaskResult> ordered = new ArrayList<>();
    graph.order().forEach(id -> ordered.add(result(id)));
    return ordered;
  }

  /** Starts what has become free; a task behind a failed one is given up, which may free others. */
  private int startReady(CompletionService<TaskResult> pool, DeployListener listener) {
    int started = 0;
    for (String id : List.copyOf(waiting)) {
      Task task = graph.task(id);
      @Nullable String obstacle = null;
      boolean free = true;
      for (String needed : graph.prerequisites(id)) {
        TaskResult result = results.get(needed);
        if (result == null) {
          free = false;
        } else if (result.holdsBackOthers()) {
          obstacle = needed;
        }
      }
      if (obstacle != null) {
        waiting.remove(id);
        TaskResult heldBack = TaskResult.heldBack(task, obstacle);
        results.put(id, heldBack);
        listener.onEvent(new DeployEvent.TaskEnded(heldBack));
      } else if (free) {
        waiting.remove(id);
        pool.submit(() -> runOne(task, listener));
        started++;
      }
    }
    return started;
  }

  private TaskResult runOne(Task task, DeployListener listener) {
    listener.onEvent(new DeployEvent.TaskStarted(task));
    long start = System.nanoTime();
    try {
      boolean changed = work.run(task);
      return TaskResult.done(task, changed, System.nanoTime() - start);
    } catch (DistroException e) {
      return TaskResult.failed(task, e, System.nanoTime() - start);
    } catch (RuntimeException | Error e) {
      DistroException bug =
          new DistroException(
              ErrorCode.INTERNAL,
              "cannot finish '" + task.id() + "': internal error: " + e,
              List.of(),
              java.util.Optional.empty(),
              e);
      return TaskResult.failed(task, bug, System.nanoTime() - start);
    }
  }

  private TaskResult result(String id) {
    TaskResult result = results.get(id);
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
