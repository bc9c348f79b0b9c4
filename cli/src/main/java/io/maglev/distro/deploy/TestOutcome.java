package io.maglev.distro.deploy;

import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.HookRun;
import java.util.List;
import java.util.Optional;

/**
 * What came of testing a distro. Immutable.
 *
 * @param revision the newest of the distro
 * @param tasks one for each component that has tests
 * @param components all that were chosen, in the order of deployment
 */
public record TestOutcome(
    DistroRevision revision, List<TaskEnded> tasks, List<Component> components) {

  /**
   * One component.
   *
   * @param releaseRevision the newest of its release, which was tested; 0 if it has none
   * @param tests in the order they run; empty if its chart has none
   */
  public record Component(String name, int releaseRevision, List<Test> tests) {}

  /**
   * One test.
   *
   * @param run of this time; empty if one before it failed, so that its turn never came
   */
  public record Test(String name, String kind, Optional<HookRun> run) {}
}
