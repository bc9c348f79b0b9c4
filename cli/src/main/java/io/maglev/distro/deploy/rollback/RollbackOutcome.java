package io.maglev.distro.deploy.rollback;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import java.util.List;

/**
 * How a rollback ended. Immutable.
 *
 * @param revision the distro revision as it was stored last; the one before if nothing had to be
 *     done
 * @param tasks in the order of the graph
 */
public record RollbackOutcome(DistroRevision revision, List<TaskEnded> tasks) {

  /** Failures of the tasks that did start, in the order of the graph. */
  public List<DistroException> failures() {
    return tasks.stream().flatMap(task -> task.failure().stream()).toList();
  }
}
