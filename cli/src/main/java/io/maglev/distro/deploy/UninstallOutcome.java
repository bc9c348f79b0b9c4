package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import java.util.List;

/**
 * How a removal ended. Immutable.
 *
 * @param tasks in the order of the graph
 * @param remaining components that are still installed
 */
public record UninstallOutcome(List<TaskEnded> tasks, List<String> remaining) {

  /** Failures of the tasks that did start, in the order of the graph. */
  public List<DistroException> failures() {
    return tasks.stream().flatMap(task -> task.failure().stream()).toList();
  }
}
