package io.maglev.distro.deploy.run;

import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tasks that came to nothing in a run that may end well all the same: optional components that
 * failed, and what waited for them. Not thread-safe.
 */
public final class ToleratedFailures {
  private final Predicate<String> optional;
  private final Set<String> tasks = new HashSet<>();

  /**
   * @param optional which ids are of optional tasks
   */
  ToleratedFailures(Predicate<String> optional) {
    this.optional = optional;
  }

  /** Those of a run that has ended, its tasks in the order of the graph. */
  public static ToleratedFailures of(List<TaskEnded> ended, Predicate<String> optional) {
    ToleratedFailures failures = new ToleratedFailures(optional);
    ended.forEach(failures::note);
    return failures;
  }

  /** Takes note of a task; what it waited for has been noted before. */
  void note(TaskEnded task) {
    boolean failed = task.outcome() == Outcome.FAILED && optional.test(task.task());
    if (failed || task.heldBackBy().filter(tasks::contains).isPresent()) {
      tasks.add(task.task());
    }
  }

  boolean contains(String task) {
    return tasks.contains(task);
  }

  public Set<String> tasks() {
    return Set.copyOf(tasks);
  }

  /** Whether the task came to what it should, or may well come to nothing. */
  public boolean isFine(TaskEnded task) {
    return task.succeeded() || contains(task.task());
  }
}
