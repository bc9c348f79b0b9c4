package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.takeback.TakenBack;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a rollback ended. Immutable.
 *
 * @param revision the distro revision as it was stored last; the one before if nothing had to be
 *     done
 * @param tasks in the order of the graph
 * @param takenBack what became of what the run changed, if it failed and was to take that back
 */
public record RollbackOutcome(
    DistroRevision revision, List<TaskEnded> tasks, Optional<TakenBack> takenBack) {

  /**
   * Failures of the tasks that did start, in the order of the graph; then those of taking it back,
   * and last what that came to.
   */
  public List<DistroException> failures() {
    List<DistroException> failures =
        new ArrayList<>(tasks.stream().flatMap(task -> task.failure().stream()).toList());
    takenBack.ifPresent(back -> failures.addAll(back.failures()));
    takenBack.ifPresent(back -> failures.add(back.summary("roll back")));
    return List.copyOf(failures);
  }
}
