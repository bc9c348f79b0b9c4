package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import java.util.List;
import java.util.Set;

/**
 * How a run ended. Immutable.
 *
 * @param revision the distro revision as it was stored last
 * @param tasks in the order of the graph
 * @param tolerated the tasks that came to nothing without failing the run: optional components that
 *     failed, and what waited for them
 * @param retained installed components that the bundle no longer has: they were left as they are
 */
public record DeployOutcome(
    DistroRevision revision, List<TaskEnded> tasks, Set<String> tolerated, List<String> retained) {

  public DeployOutcome {
    tasks = List.copyOf(tasks);
    tolerated = Set.copyOf(tolerated);
    retained = List.copyOf(retained);
  }

  /** What failed the run: failures of the tasks that did start, in the order of the graph. */
  public List<DistroException> failures() {
    return failures(false);
  }

  /** Failures of optional components, which fail nothing else. */
  public List<DistroException> toleratedFailures() {
    return failures(true);
  }

  public boolean succeeded() {
    return tasks.stream().allMatch(task -> task.succeeded() || tolerated.contains(task.task()));
  }

  private List<DistroException> failures(boolean whichAreTolerated) {
    return tasks.stream()
        .filter(task -> tolerated.contains(task.task()) == whichAreTolerated)
        .flatMap(task -> task.failure().stream())
        .toList();
  }
}
