package io.maglev.distro.deploy.takeback;

import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionHook;
import java.util.List;
import java.util.Optional;

/**
 * How a failed run is taken back. Immutable.
 *
 * @param failed the revision of the run
 * @param before the one before it
 * @param steps one a component that the run was about to change, in the order of deployment
 * @param lost names of components that the run has uninstalled, so that nothing brings them back
 */
record TakeBackPlan(
    DistroRevision failed,
    Optional<DistroRevision> before,
    List<TakeBackStep> steps,
    List<String> lost) {

  /** Whether the run was a rollback, which went along the graph the other way. */
  boolean ofRollback() {
    return failed.status() == DistroStatus.PENDING_ROLLBACK;
  }

  /** Whether nothing of the distro is left afterwards: it had never stood. */
  boolean removesAll() {
    return !ofRollback()
        && lost.isEmpty()
        && failed.content().components().stream()
            .map(RevisionComponent::name)
            .allMatch(
                name -> find(name).filter(it -> it.move() == TakeBackStep.Move.REMOVE).isPresent());
  }

  /** The distro's hooks of the phases that belong to it, as they were rendered then. */
  List<RevisionHook> hooks() {
    if (removesAll()) {
      return failed.content().hooks();
    }
    return before
        .filter(
            old -> old.status() == DistroStatus.DEPLOYED || old.status() == DistroStatus.SUPERSEDED)
        .map(old -> old.content().hooks())
        .orElse(List.of());
  }

  Optional<TakeBackStep> find(String component) {
    return steps.stream().filter(step -> step.component().equals(component)).findFirst();
  }
}
