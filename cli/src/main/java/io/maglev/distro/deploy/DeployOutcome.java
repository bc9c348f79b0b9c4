package io.maglev.distro.deploy;

import io.maglev.distro.deploy.takeback.TakenBack;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a run ended. Immutable.
 *
 * @param operation what the run was for
 * @param revision the distro revision as it was stored last
 * @param tasks in the order of the graph
 * @param tolerated the tasks that came to nothing without failing the run: optional components that
 *     failed, and what waited for them
 * @param takenBack what became of what the run changed, if it failed and was to take that back
 * @param retained installed components that the bundle no longer has: they were left as they are
 */
public record DeployOutcome(
    Operation operation,
    DistroRevision revision,
    List<TaskEnded> tasks,
    Set<String> tolerated,
    List<String> retained,
    Optional<TakenBack> takenBack) {

  public DeployOutcome {
    tasks = List.copyOf(tasks);
    tolerated = Set.copyOf(tolerated);
    retained = List.copyOf(retained);
  }

  /**
   * What failed the run: failures of the tasks that did start, in the order of the graph; then
   * those of taking it back, and last what that came to.
   */
  public List<DistroException> failures() {
    List<DistroException> failures = new ArrayList<>(failures(false));
    takenBack.ifPresent(back -> failures.addAll(back.failures()));
    takenBack.ifPresent(back -> failures.add(back.summary(operation.verb())));
    return List.copyOf(failures);
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
