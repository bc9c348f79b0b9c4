package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import java.util.List;

/**
 * How a run ended. Immutable.
 *
 * @param revision the distro revision as it was stored last
 * @param tasks in the order of the graph
 * @param retained installed components that the bundle no longer has: they were left as they are
 */
public record InstallOutcome(
    DistroRevision revision, List<TaskEnded> tasks, List<String> retained) {

  /** Failures of the tasks that did start, in the order of the graph. */
  public List<DistroException> failures() {
    return tasks.stream().flatMap(task -> task.failure().stream()).toList();
  }

  public boolean succeeded() {
    return tasks.stream().allMatch(TaskEnded::succeeded);
  }
}
